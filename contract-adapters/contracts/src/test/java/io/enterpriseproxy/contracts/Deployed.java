package io.enterpriseproxy.contracts;

import com.esaulpaugh.headlong.abi.Tuple;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A contract on a dev chain, seen by one account. */
record Deployed(DevChain chain, String address, DevAccount sender) {
    /** Deploys it with the first account as its admin, if it has one. */
    static Deployed on(DevChain chain, String name) {
        ContractArtifact artifact = ContractArtifact.load(name);
        DevAccount admin = chain.accounts().getFirst();
        String address = artifact.abi().contains("\"constructor\"")
                ? chain.deploy(artifact, Abi.arguments("(address)", Abi.address(admin)))
                : chain.deploy(artifact);
        assertThat(chain.rpc("eth_getCode", address, "latest").stringValue()).isEqualTo(artifact.deployedBytecode());
        return new Deployed(chain, address, admin);
    }

    Deployed as(DevAccount other) {
        return new Deployed(chain, address, other);
    }

    void accepts(String signature, Object... arguments) {
        assertThat(status(signature, arguments)).as(signature).isEqualTo("0x1");
    }

    /** On the chain the call is mined and fails; asked by a read, it says why. */
    void refuses(String revertBytes, String signature, Object... arguments) {
        assertThat(status(signature, arguments)).as(signature).isEqualTo("0x0");
        String input = Abi.encode(signature, arguments);
        assertThatThrownBy(() -> chain.rpc("eth_call",
                Map.of("from", sender.address(), "to", address, "input", input), "latest"))
                .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.revertBytes()).contains(revertBytes));
    }

    Tuple reads(String types, String signature, Object... arguments) {
        return Abi.decode(types, chain.call(address, Abi.encode(signature, arguments)));
    }

    private String status(String signature, Object... arguments) {
        return chain.send(sender, address, Abi.encode(signature, arguments)).required("status").stringValue();
    }
}
