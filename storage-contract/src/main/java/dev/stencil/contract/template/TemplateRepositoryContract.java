package dev.stencil.contract.template;

/** What a {@link dev.stencil.core.port.TemplateRepository} promises. */
public interface TemplateRepositoryContract
        extends
            TemplateContentContract,
            TemplateListContract,
            TemplateByValueContract,
            TemplateRaceContract,
            TemplateByIdContract {}
