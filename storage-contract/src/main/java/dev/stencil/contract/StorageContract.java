package dev.stencil.contract;

import dev.stencil.contract.account.UserChangeContract;
import dev.stencil.contract.account.UserDeletionContract;
import dev.stencil.contract.account.UserListContract;
import dev.stencil.contract.account.UserRepositoryContract;
import dev.stencil.contract.session.SessionRaceContract;
import dev.stencil.contract.session.SessionRemovalContract;
import dev.stencil.contract.session.SessionRepositoryContract;
import dev.stencil.contract.template.TemplateRepositoryContract;

/** The whole contract of a storage, in one name. */
public interface StorageContract
        extends
            UserRepositoryContract,
            UserChangeContract,
            UserDeletionContract,
            UserListContract,
            TemplateRepositoryContract,
            SessionRepositoryContract,
            SessionRemovalContract,
            SessionRaceContract {}
