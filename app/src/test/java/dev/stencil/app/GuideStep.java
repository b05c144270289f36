package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Block of shell in a guide, and what it prints.
 *
 * @param commands ends with a line break
 * @param prints what stands in the block of JSON or text that follows at once, without the last line break; empty if
 *     none does
 */
record GuideStep(String commands, String prints) {
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w*)\\n(.*?)^```\\n", Pattern.MULTILINE | Pattern.DOTALL);

    /** In the order of the guide. Every block must be shell, or what shell prints. */
    static List<GuideStep> in(String markdown) {
        List<GuideStep> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(markdown);
        int endOfShell = -1;
        while (block.find()) {
            String text = block.group(2);
            if (block.group(1).equals("sh")) {
                steps.add(new GuideStep(text, ""));
                endOfShell = block.end();
            } else {
                assertThat(block.start()).as("follows commands at once: " + text).isEqualTo(endOfShell);
                steps.add(new GuideStep(steps.removeLast().commands(), text.stripTrailing()));
            }
        }
        return steps;
    }
}
