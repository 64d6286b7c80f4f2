package io.wirecause.dns.name;

/** What the characters of a label or name tell of how it came about. */
public final class NameEntropy {
    private static final String VOWELS = "aeiouy";
    /** Bits a character from which on a label is spelled like chance: English words have less than 3. */
    private static final double RANDOM_ENTROPY = 2.8;
    private static final int SHORTEST_GENERATED = 8;
    private static final double FEW_VOWELS = 0.22;
    private static final int LONG_CONSONANTS = 5;
    private static final int MANY_SWITCHES = 3;

    private NameEntropy() {
    }

    /** Shannon's entropy in bits a character; 0 for an empty text. */
    public static double entropy(String text) {
        int[] counts = new int[256];
        for (int i = 0; i < text.length(); i++) {
            counts[text.charAt(i) & 255]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /** A name with the escapes of odd bytes, as in {@code \\228}, taken back. */
    public static String unescaped(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '\\' || i + 1 == name.length()) {
                text.append(name.charAt(i));
            } else if (isByte(name, i + 1)) {
                text.append((char) Integer.parseInt(name.substring(i + 1, i + 4)));
                i += 3;
            } else {
                text.append(name.charAt(++i));
            }
        }
        return text.toString();
    }

    private static boolean isByte(String name, int at) {
        return at + 3 <= name.length() && isDigit(name.charAt(at)) && isDigit(name.charAt(at + 1)) && isDigit(name.charAt(at
                + 2));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Whether a label looks as if an algorithm had made it up: long enough, spread over many characters, and not to be
     * spoken (few vowels, long runs of consonants, or letters and digits in turn).
     */
    public static boolean generated(String label) {
        if (label.length() < SHORTEST_GENERATED || label.indexOf('-') >= 0 || entropy(label) < RANDOM_ENTROPY) {
            return false;
        }
        int vowels = 0;
        int letters = 0;
        int run = 0;
        int longest = 0;
        int switches = 0;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean vowel = VOWELS.indexOf(c) >= 0;
            letters += letter ? 1 : 0;
            vowels += vowel ? 1 : 0;
            run = letter && !vowel ? run + 1 : 0;
            longest = Math.max(longest, run);
            switches += i > 0 && letter != (label.charAt(i - 1) >= 'a' && label.charAt(i - 1) <= 'z') ? 1 : 0;
        }
        return letters > 0 && vowels < FEW_VOWELS * letters || longest >= LONG_CONSONANTS || switches >= MANY_SWITCHES;
    }

    /**
     * The domain that somebody registered, as far as can be told without the list of public suffixes: the last two labels,
     * or three where the last two look like {@code co.uk}.
     */
    public static String registeredDomain(String name) {
        int last = name.lastIndexOf('.');
        int second = last <= 0 ? -1 : name.lastIndexOf('.', last - 1);
        if (second < 0) {
            return name;
        }
        boolean countryWithSuffix = name.length() - last - 1 == 2 && last - second - 1 <= 3;
        if (!countryWithSuffix) {
            return name.substring(second + 1);
        }
        return name.substring(name.lastIndexOf('.', second - 1) + 1);
    }
}
