package dev.stencil.contract;

/** The contract of a storage that can be moved to another, and another to it. */
public interface MovableStorageContract extends StorageContract, ArchiveContract, IntakeContract {}
