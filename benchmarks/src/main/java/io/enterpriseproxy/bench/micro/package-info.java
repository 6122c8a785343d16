/**
 * What single steps of a call cost, by JMH. Imports the house's own classes, and what opens a ledger. Read any of them
 * first.
 */
@NullMarked
package io.enterpriseproxy.bench.micro;

import org.jspecify.annotations.NullMarked;
