package io.enterpriseproxy.server.kaia;

import io.enterpriseproxy.adapter.kaia.AccountKey;
import io.enterpriseproxy.adapter.kaia.AccountKey.PublicKey;
import io.enterpriseproxy.adapter.kaia.AccountKey.WeightedKey;
import io.enterpriseproxy.adapter.kaia.Field;
import io.enterpriseproxy.adapter.kaia.KaiaTransaction;
import io.enterpriseproxy.adapter.kaia.TransactionSignature;
import io.enterpriseproxy.adapter.kaia.TransactionType;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static io.enterpriseproxy.server.kaia.FeeDelegationSuite.quantity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Gives accounts of a dev chain other keys. */
final class KaiaAccounts {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();

    private KaiaAccounts() {}

    static AccountKey.Public keyOf(DevAccount account) {
        return new AccountKey.Public(publicKey(account));
    }

    /** Any so many of these. */
    static AccountKey.WeightedMultiSig some(int threshold, DevAccount... accounts) {
        return new AccountKey.WeightedMultiSig(threshold,
                Arrays.stream(accounts).map(account -> new WeightedKey(1, publicKey(account))).toList());
    }

    private static PublicKey publicKey(DevAccount account) {
        return PublicKey.of(CURVE.publicKey(Hex.decode(account.privateKey())));
    }

    /** From the next block on the account's transactions are signed with this; the update itself by those that may now. */
    static void update(DevChain chain, DevAccount account, AccountKey key, DevAccount... signers) {
        long nonce = quantity(chain.rpc("eth_getTransactionCount", account.address(), "pending")).longValueExact();
        KaiaTransaction unsigned = KaiaTransaction
                .of(TransactionType.ACCOUNT_UPDATE, quantity(chain.rpc("eth_chainId")).longValueExact())
                .set(Field.NONCE, nonce).set(Field.GAS_PRICE, 27_500_000_000L).set(Field.GAS, 500_000)
                .set(Field.FROM, Address.parse(account.address())).set(Field.KEY, key.encode()).build();
        List<TransactionSignature> signatures = Arrays.stream(signers).map(signer -> {
            byte[] secret = Hex.decode(signer.privateKey());
            return TransactionSignature.of(quantity(chain.rpc("eth_chainId")).longValueExact(),
                    CURVE.sign(unsigned.digest(), secret, CURVE.publicKey(secret)));
        }).toList();
        String hash = chain.rpc("kaia_sendRawTransaction", Hex.encode(unsigned.signed(signatures).kaiaRaw()))
                .asString();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                chain.rpc("kaia_getTransactionReceipt", hash).path("status").asString("")).isEqualTo("0x1"));
    }
}
