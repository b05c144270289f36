package dev.stencil.contract;

import dev.stencil.contract.archive.ArchiveContract;
import dev.stencil.contract.archive.IntakeContract;

/** The contract of a storage that can be moved to another, and another to it. */
public interface MovableStorageContract extends StorageContract, ArchiveContract, IntakeContract {}
