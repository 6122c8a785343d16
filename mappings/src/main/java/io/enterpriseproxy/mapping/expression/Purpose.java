package io.enterpriseproxy.mapping.expression;

/** What an expression's result is for. */
public enum Purpose {
    /** An argument, an amount or a key: numbers must be exact, and what makes them inexact is refused. */
    EXACT,
    /** A message for people or systems: what makes numbers inexact is a warning. */
    MESSAGE
}
