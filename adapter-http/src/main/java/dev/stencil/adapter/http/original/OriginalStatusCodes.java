package dev.stencil.adapter.http.original;

/** Choice of the status codes of the original's routes, where the original had them wrong. */
public enum OriginalStatusCodes {
    /** 409 for creating a template that exists, 200 for a successful delete. */
    CORRECTED,
    /** 404 for both, for clients that depend on it. */
    EXACT
}
