package io.enterpriseproxy.server.security;

/**
 * Something that was shown and is not good.
 *
 * @param who what may be told of it: how a key begins, whom a token or certificate names; never a secret, and anything that its
 *            sender likes
 * @param why it is not good
 */
record FailedLogIn(Shown shown, String who, String why) {
    private static final int LONGEST = 200;

    FailedLogIn {
        who = plain(who);
        why = plain(why);
    }

    /** Without what would mislead who reads it or what no database keeps. */
    private static String plain(String text) {
        return (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text)
                .replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
    }
}
