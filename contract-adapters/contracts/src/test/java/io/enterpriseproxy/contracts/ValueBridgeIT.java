package io.enterpriseproxy.contracts;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;

import static io.enterpriseproxy.contracts.Abi.key;
import static io.enterpriseproxy.contracts.Abi.tuple;
import static io.enterpriseproxy.contracts.Abi.uint;
import static org.assertj.core.api.Assertions.assertThat;

/** One end of a bridge: what it takes, pays and gives back, and what it refuses. */
class ValueBridgeIT {
    private static final String REQUEST = "requestValueTransfer(address,address,uint256,uint64,bytes)";
    private static final String HANDLE = "handleValueTransfer(bytes32,(address,address,address,uint256,uint64,uint64,bytes))";
    private static final String REFUSE = "refuseValueTransfer(uint64)";
    private static final String REFUND = "refundValueTransfer(uint64)";
    private static final String ANSWERED = "AnsweredAlready(uint64,uint8)";
    private static final Address COIN = Address.wrap("0x0000000000000000000000000000000000000000");
    private static final Address FAR_TOKEN = Address.wrap("0x0000000000000000000000000000000000000099");
    private static final BigInteger LATER = uint(4_000_000_000L);

    private DevChain chain;
    private Deployed bridge;
    private Deployed token;

    @BeforeEach
    void deploy() {
        chain = DevChain.start();
        bridge = Deployed.on(chain, ContractArtifact.VALUE_BRIDGE);
        token = Deployed.on(chain, ContractArtifact.PAYMENT_TOKEN);
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    @Test
    void whatIsRequestedIsHeldAndGivenBackOnce() {
        // Given
        bridge.accepts("registerToken(address,address)", address(token), FAR_TOKEN);
        token.accepts("mint(address,uint256)", admin(), uint(100));
        token.accepts("approve(address,uint256)", address(bridge), uint(60));
        // When
        bridge.accepts(REQUEST, address(token), someone(), uint(60), LATER, key("T-1"));
        // Then
        assertThat(tokens(address(bridge))).isEqualTo(uint(60));
        assertThat(bridge.reads("(uint64)", "requestNonce()")).isEqualTo(tuple(uint(1)));
        // When
        bridge.accepts(REFUND, uint(0));
        // Then
        assertThat(tokens(admin())).isEqualTo(uint(100));
        bridge.refuses(Abi.encode("NothingToRefund(uint64)", uint(0)), REFUND, uint(0));
        bridge.refuses(Abi.encode("NothingToRefund(uint64)", uint(1)), REFUND, uint(1));
    }

    @Test
    void aRequestThatCouldNotEndIsRefused() {
        bridge.refuses(Abi.encode("NothingToTransfer()"), REQUEST, COIN, someone(), uint(0), LATER, key(""));
        bridge.refuses(Abi.encode("NothingToTransfer()"), REQUEST, COIN, COIN, uint(1), LATER, key(""));
        bridge.refuses(Abi.encode("CoinsDiffer(uint256,uint256)", uint(1), uint(0)), REQUEST, COIN, someone(), uint(1),
                LATER, key(""));
        bridge.refuses(Abi.encode("TokenNotRegistered(address)", address(token)), REQUEST, address(token), someone(),
                uint(1), LATER, key(""));
        bridge.refuses(Abi.encode("Overdue(uint64)", uint(9)), REQUEST, COIN,
                someone(), uint(1), uint(9), key(""));
        bridge.accepts("pause()");
        bridge.refuses(Abi.encode("EnforcedPause()"), REQUEST, COIN, someone(), uint(1), LATER, key(""));
    }

    @Test
    void aRequestOfTheOtherChainIsPaidOnce() {
        // Given
        bridge.accepts("registerToken(address,address)", address(token), FAR_TOKEN);
        token.accepts("mint(address,uint256)", address(bridge), uint(100));
        chain.setBalance(bridge.address(), uint(100));
        BigInteger had = coins();
        // When
        bridge.accepts(HANDLE, key("tx"), transfer(FAR_TOKEN, 7, LATER));
        bridge.accepts(HANDLE, key("tx"), transfer(COIN, 8, LATER));
        // Then
        assertThat(tokens(someone())).isEqualTo(uint(40));
        assertThat(coins()).isEqualTo(had.add(uint(40)));
        bridge.refuses(Abi.encode(ANSWERED, uint(7), 1), HANDLE, key("tx"), transfer(FAR_TOKEN, 7, LATER));
        bridge.refuses(Abi.encode(ANSWERED, uint(8), 1), REFUSE, uint(8));
        bridge.refuses(Abi.encode("TokenNotRegistered(address)", address(token)), HANDLE, key("tx"),
                transfer(address(token), 9, LATER));
        assertThat(bridge.reads("(uint8)", "answerTo(uint64)", uint(9))).isEqualTo(tuple(0));
    }

    @Test
    void whatIsLateOrRefusedIsNeverPaid() {
        // Given
        chain.setBalance(bridge.address(), uint(100));
        // Then
        bridge.refuses(Abi.encode("Overdue(uint64)", uint(9)), HANDLE,
                key("tx"), transfer(COIN, 1, uint(9)));
        // When
        bridge.accepts("pause()");
        bridge.accepts(REFUSE, uint(1));
        bridge.accepts("unpause()");
        // Then
        bridge.refuses(Abi.encode(ANSWERED, uint(1), 2), HANDLE, key("tx"), transfer(COIN, 1, LATER));
        bridge.refuses(Abi.encode(ANSWERED, uint(1), 2), REFUSE, uint(1));
        assertThat(chain.rpc("eth_getBalance", bridge.address(), "latest").stringValue()).isEqualTo("0x64");
    }

    @Test
    void onlyTheOperatorMovesWhatLiesThere() {
        // Given
        byte[] role = bridge.reads("(bytes32)", "OPERATOR_ROLE()").get(0);
        DevAccount other = chain.accounts().get(3);
        String refusal = Abi.encode("AccessControlUnauthorizedAccount(address,bytes32)", Abi.address(other), role);
        // Then
        bridge.as(other).refuses(refusal, HANDLE, key("tx"), transfer(COIN, 1, LATER));
        bridge.as(other).refuses(refusal, REFUSE, uint(1));
        bridge.as(other).refuses(refusal, REFUND, uint(1));
    }

    private Tuple transfer(Address tokenAddress, long nonce, BigInteger validUntil) {
        return tuple(admin(), someone(), tokenAddress, uint(40), uint(nonce), validUntil, key("T-1"));
    }

    private BigInteger tokens(Address of) {
        return token.reads("(uint256)", "balanceOf(address)", of).get(0);
    }

    private BigInteger coins() {
        return Quantity.decode(chain.rpc("eth_getBalance", chain.accounts().get(9).address(), "latest").stringValue());
    }

    private Address admin() {
        return Abi.address(chain.accounts().getFirst());
    }

    private Address someone() {
        return Abi.address(chain.accounts().get(9));
    }

    private static Address address(Deployed contract) {
        return Address.wrap(Address.toChecksumAddress(contract.address()));
    }
}
