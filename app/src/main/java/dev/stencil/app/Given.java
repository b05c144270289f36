package dev.stencil.app;

import java.util.Map;

/**
 * What somebody set, and the flag or the variable they used: a complaint names that. The value may be a secret that
 * went astray, so nothing shows it.
 */
record Given(String name, String value) {
    int wholeNumber(int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Not even a number: refused below.
        }
        throw mustBe("a whole number from " + least + " to " + most);
    }

    <T> T oneOf(Map<String, T> choices) {
        T choice = choices.get(value);
        if (choice == null) {
            throw mustBe(String.join(" or ", choices.keySet().stream().sorted().toList()));
        }
        return choice;
    }

    boolean onOrOff() {
        return oneOf(Map.of("on", true, "off", false));
    }

    BadSetting mustBe(String allowed) {
        return new BadSetting(name + " must be " + allowed);
    }

    @Override
    public String toString() {
        return "Given[name=" + name + "]";
    }
}
