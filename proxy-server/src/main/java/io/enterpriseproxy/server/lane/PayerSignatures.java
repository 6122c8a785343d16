package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;
import org.jspecify.annotations.Nullable;

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
record PayerSignatures(Map<Integer, Signature> byPlace, int complete, Map<String, String> faults) {
    /** @param payers of each transaction; longer than the batch if its sender did not sign all */
    static PayerSignatures sign(TransactionCodec codec, List<UnsignedTransaction> batch,
            List<Optional<FeePayers.Payer>> payers) {
        Map<String, List<Integer>> byKey = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            int at = i;
            payers.get(i).ifPresent(payer -> byKey.computeIfAbsent(payer.key(), none -> new ArrayList<>()).add(at));
        }
        Map<Integer, Signature> byPlace = new HashMap<>();
        int complete = batch.size();
        Map<String, String> faults = new HashMap<>();
        for (Map.Entry<String, List<Integer>> ofKey : byKey.entrySet()) {
            List<Integer> places = ofKey.getValue();
            Signer.Signed signed = payers.get(places.getFirst()).orElseThrow().signer().sign(places.stream()
                    .map(at -> SigningRequest.of(batch.get(at), codec.payerPayload(batch.get(at)))).toList());
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

    /** Null if the sender pays. */
    @Nullable
    Signature of(int place) {
        return byPlace.get(place);
    }
}
