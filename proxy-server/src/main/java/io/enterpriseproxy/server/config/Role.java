package io.enterpriseproxy.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client may do. */
public enum Role {
    /** Submit events, look at their calls, read contracts. */
    CALLER("submits events, looks at calls, reads contracts"),
    /** Draft mappings and try them. */
    MAPPING_AUTHOR(
            "drafts mappings and tries them; publishes them and goes back to earlier versions too, unless a second person has to"),
    /** Let a mapping go live, and change where money goes. */
    MAPPING_APPROVER("lets drafts of others go live, edits address books"),
    /** Keep things going: lanes, calls, dead letters, pauses. */
    OPERATOR("retries, cancels and speeds up calls, replays and skips dead letters, pauses lanes and mappings"),
    /** Say what keys may sign. */
    KEY_ADMIN("sets policies, and stops keys"),
    /** Say yes to single calls that a policy holds. */
    APPROVER("approves or declines calls that a policy holds"),
    /** See personal data, and erase them. */
    PRIVACY_OFFICER("reveals what is cloaked or masked, erases personal data"),
    /** Look at everything, change nothing. */
    AUDITOR("looks at everything but what is masked, changes nothing"),
    /** Read health with its details and the metrics, and nothing else. */
    MONITOR("reads health with its details and metrics, and nothing else"),
    /** Everything. */
    ADMIN("everything");

    private final String meaning;

    Role(String meaning) {
        this.meaning = meaning;
    }

    /** As it is written: {@code mapping-author}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role that is written so; empty if there is none. */
    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** What who has it does, without a final stop. */
    public String meaning() {
        return meaning;
    }
}
