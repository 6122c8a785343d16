package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.SigningAccount;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signatures of fee payers under a batch.
 *
 * @param byPlace of those that have a fee payer
 * @param complete so many from the first on have all that they need
 * @param faults of keys that did not sign all
 */
record PayerSignatures(Map<Integer, List<Signature>> byPlace, int complete, Map<String, String> faults) {
    /** @param payers of each transaction; longer than the batch if its sender did not sign all */
    static PayerSignatures sign(Chain chain, List<UnsignedTransaction> batch,
            List<Optional<FeePayers.Payer>> payers) {
        Map<String, List<Integer>> byKey = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            int at = i;
            payers.get(i).ifPresent(payer -> byKey.computeIfAbsent(payer.key(), none -> new ArrayList<>()).add(at));
        }
        Map<Integer, List<Signature>> byPlace = new HashMap<>();
        int complete = batch.size();
        Map<String, String> faults = new HashMap<>();
        for (Map.Entry<String, List<Integer>> ofKey : byKey.entrySet()) {
            List<Integer> places = ofKey.getValue();
            SigningAccount account = payers.get(places.getFirst()).orElseThrow().account();
            SigningAccount.Signed signed = account.sign(chain, AccountRole.FEE_PAYER, places.stream().map(batch::get)
                    .map(each -> SigningRequest.of(each, chain.codec().payerPayload(each))).toList());
            for (int i = 0; i < signed.signatures().size(); i++) {
                byPlace.put(places.get(i), signed.signatures().get(i));
            }
            String fault = signed.fault();
            if (fault != null) {
                complete = Math.min(complete, places.get(signed.signatures().size()));
                faults.put(ofKey.getKey(), fault);
            }
        }
        return new PayerSignatures(byPlace, complete, faults);
    }

    /** None if the sender pays. */
    List<Signature> of(int place) {
        return byPlace.getOrDefault(place, List.of());
    }
}
