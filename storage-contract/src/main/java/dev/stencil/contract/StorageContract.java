package dev.stencil.contract;

/** The whole contract of a storage, in one name. */
public interface StorageContract
        extends
            UserRepositoryContract,
            UserChangeContract,
            UserDeletionContract,
            TemplateRepositoryContract,
            SessionRepositoryContract,
            SessionRemovalContract,
            SessionRaceContract {}
