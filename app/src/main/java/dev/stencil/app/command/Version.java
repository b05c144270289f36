package dev.stencil.app.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
public final class Version implements IVersionProvider {
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("unreleased");
    }

    @Override
    public String[] getVersion() {
        return new String[]{"Stencil " + text() + ", Java " + Runtime.version()};
    }
}
