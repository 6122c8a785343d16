package io.enterpriseproxy.demo.chain;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The sample contracts on the demo's chain. The first account of the chain deployed them and gives others their rights.
 *
 * @param invoices an InvoiceRegistry
 * @param logistics a LogisticsRegistry
 * @param token a PaymentToken
 * @param materials a MaterialMaster
 * @param anchors an Anchors
 */
public record SampleContracts(Address invoices, Address logistics, Address token, Address materials,
        Address anchors) {

    /** Deploys them. */
    public static SampleContracts deploy(DevChain chain) {
        return new SampleContracts(deploy(chain, ContractArtifact.INVOICE_REGISTRY),
                deploy(chain, ContractArtifact.LOGISTICS_REGISTRY), deploy(chain, ContractArtifact.PAYMENT_TOKEN),
                deploy(chain, ContractArtifact.MATERIAL_MASTER), deploy(chain, ContractArtifact.ANCHORS));
    }

    private static Address deploy(DevChain chain, String name) {
        Address admin = Address.parse(chain.accounts().getFirst().address());
        return Address.parse(
                chain.deploy(ContractArtifact.load(name), Abi.arguments("(address)", Abi.address(admin))));
    }

    /** Gives a sender every role of the contracts, and tokens to pay with. */
    public void equip(DevChain chain, Address sender, BigInteger tokens) {
        grant(chain, invoices, "REGISTRAR_ROLE", sender);
        grant(chain, logistics, "RECORDER_ROLE", sender);
        grant(chain, materials, "EDITOR_ROLE", sender);
        grant(chain, anchors, "ANCHOR_ROLE", sender);
        send(chain, token, Abi.call("mint(address,uint256)", Abi.address(sender), tokens));
    }

    private static void grant(DevChain chain, Address contract, String role, Address sender) {
        byte[] roleId = Keccak256.hash(role.getBytes(StandardCharsets.US_ASCII));
        send(chain, contract, Abi.call("grantRole(bytes32,address)", roleId, Abi.address(sender)));
    }

    private static void send(DevChain chain, Address contract, String input) {
        DevAccount admin = chain.accounts().getFirst();
        String status = chain.send(admin, contract.lowerCase(), input).required("status").stringValue();
        if (!status.equals("0x1")) {
            throw new IllegalStateException("The contract " + contract + " refused its admin " + Hex.encode(
                    Hex.decode(input)).substring(0, 10));
        }
    }
}
