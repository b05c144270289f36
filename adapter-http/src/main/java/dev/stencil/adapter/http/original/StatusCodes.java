package dev.stencil.adapter.http.original;

/** Which status codes the original's routes answer with where the original had them wrong. */
public enum StatusCodes {
    /** 409 for creating a template that exists, 200 for a successful delete. */
    CORRECTED,
    /** 404 for both, for clients that depend on it. */
    EXACT
}
