package io.enterpriseproxy.server.audit;

/**
 * What a verification came to.
 *
 * @param entries of the audit trail's chain
 * @param olderEntries from before the chain
 * @param lanes that have signed
 * @param batches of all lanes
 * @param attempts that were computed again
 * @param purgedAttempts of which a leaf is left only
 * @param olderAttempts from before their lanes' chains: these are counted, not computed
 * @param findings so much is not as it was written
 * @param headNumber the last entry of the audit trail's chain
 * @param headHash its hash
 */
public record Verified(
        long entries,
        long olderEntries,
        long lanes,
        long batches,
        long attempts,
        long purgedAttempts,
        long olderAttempts,
        long findings,
        long headNumber,
        String headHash) {}
