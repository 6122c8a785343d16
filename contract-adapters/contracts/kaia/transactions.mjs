// Raw transactions as a Kaia node reads them: by Kaia's own SDK, and Ethereum's by ethers; never by the Java codec that this
// judges.
import { AccountKeyFactory, AccountKeyType, KlaytnTxFactory, RLP, TxType } from "@kaiachain/js-ext-core";
import { SigningKey, Transaction, computeAddress, keccak256 } from "ethers";

/** What a node answers instead of taking a transaction; texts of Kaia's blockchain/error.go. */
export class Refusal extends Error {}

const NAMES = Object.fromEntries(Object.entries(TxType).filter(([, code]) => typeof code === "number")
    .map(([name, code]) => [code, "TxType" + name]));
const ROLE = { TRANSACTION: 0, ACCOUNT_UPDATE: 1, FEE_PAYER: 2 };
const MULTI_SIGNATURE_GAS = 15_000n;
/** The SDK answers zero as 0x. */
const integer = (quantity) => quantity === "0x" || quantity === undefined ? 0n : BigInt(quantity);

/**
 * A transaction with all that the chain needs of it: typeInt, type, hash, senderTxHash, from, nonce, gasPrice, gas, to (null: a
 * contract is made), value, input, cancels, key (of an account update), feePayer, feeRatio, signatures, feePayerSignatures,
 * extraGas. Integers are BigInts.
 *
 * @param accountKeys AccountKey objects by address; an address without one has its own key
 */
export function read(raw, chainId, accountKeys) {
    const prefixed = raw.startsWith("0x78");
    const bytes = prefixed ? "0x" + raw.slice(4) : raw;
    const type = Number(bytes.slice(0, 4));
    if (prefixed && (type < 1 || type > 4)) {
        throw new Refusal("undefined tx type");
    }
    return type >= 0xc0 || type < 5 ? ethereum(bytes, type, prefixed, chainId, accountKeys)
        : kaia(bytes, type, chainId, accountKeys);
}

function ethereum(raw, type, prefixed, chainId, accountKeys) {
    if (type < 5 && !prefixed) {
        throw new Refusal("undefined tx type");
    }
    if (type > 2 && type < 5) {
        throw new Refusal("the dev chain takes no transactions of type 0x78" + raw.slice(2, 4));
    }
    const tx = Transaction.from(raw);
    if (tx.chainId !== BigInt(chainId)) {
        throw new Refusal("invalid chain id");
    }
    const from = tx.from.toLowerCase();
    if ((accountKeys.get(from) ?? { type: AccountKeyType.Legacy }).type !== AccountKeyType.Legacy) {
        throw new Refusal("legacy transaction's sender must have a legacy account key");
    }
    return { typeInt: tx.type === 0 ? 0 : 0x7800 + tx.type, type: ["TxTypeLegacyTransaction", "TxTypeEthereumAccessList",
        "TxTypeEthereumDynamicFee"][tx.type], hash: tx.hash, senderTxHash: tx.hash, from, nonce: tx.nonce,
        gasPrice: tx.type === 2 ? tx.maxFeePerGas : tx.gasPrice, tip: tx.type === 2 ? tx.maxPriorityFeePerGas : null,
        gas: tx.gasLimit, to: tx.to?.toLowerCase() ?? null, value: tx.value, input: tx.data, cancels: false, key: null,
        feePayer: null, feeRatio: null, signatures: [{ V: "0x" + tx.signature.networkV?.toString(16), R: tx.signature.r,
            S: tx.signature.s }], feePayerSignatures: [], extraGas: 0n };
}

function kaia(raw, type, chainId, accountKeys) {
    if (type >= 0x48 && type <= 0x4a) {
        throw new Refusal("locally anchoring chaindata tx is not allowed in this node");
    }
    let tx;
    try {
        tx = KlaytnTxFactory.fromRLP(raw);
        tx.setFields({ ...tx.fields, chainId });
    } catch (unreadable) {
        throw new Refusal("rlp: " + unreadable.message);
    }
    const fields = tx.toObject();
    const from = fields.from.toLowerCase();
    const signatures = fields.txSignatures ?? [];
    const delegated = (type & 7) > 0;
    const plain = type & ~7;
    const updates = plain === TxType.AccountUpdate;
    requireSigned(signatures, keccak256(tx.sigRLP()), from, chainId, accountKeys,
        updates ? ROLE.ACCOUNT_UPDATE : ROLE.TRANSACTION, "invalid transaction signature of the sender");
    let feePayer = null;
    let ofPayer = [];
    let feeRatio = null;
    if (delegated) {
        feePayer = fields.feePayer?.toLowerCase();
        ofPayer = fields.feePayerSignatures ?? [];
        if (!feePayer) {
            throw new Refusal("fee payer's signature is missing");
        }
        requireSigned(ofPayer, keccak256(tx.sigFeePayerRLP()), feePayer, chainId, accountKeys, ROLE.FEE_PAYER,
            "invalid transaction signature of the fee payer");
        feeRatio = (type & 7) === 2 ? Number(integer(fields.feeRatio)) : 100;
        if (feeRatio < 1 || feeRatio > 100 || ((type & 7) === 2 && feeRatio > 99)) {
            throw new Refusal("fee ratio is out of range");
        }
    }
    const raws = RLP.decode("0x" + raw.slice(4));
    const extra = ((type & 7) === 1 ? 10_000n : (type & 7) === 2 ? 15_000n : 0n)
        + BigInt(Math.max(0, signatures.length - 1) + Math.max(0, ofPayer.length - 1)) * MULTI_SIGNATURE_GAS
        + (updates ? 20_000n * BigInt(keysIn(raws[4])) : 0n);
    return { typeInt: type, type: NAMES[type], hash: keccak256(raw), senderTxHash: keccak256(tx.senderTxHashRLP()), from,
        nonce: Number(integer(fields.nonce)), gasPrice: integer(fields.gasPrice), tip: null, gas: integer(fields.gasLimit),
        to: updates || plain === TxType.Cancel ? from : plain === TxType.SmartContractDeploy ? null : fields.to.toLowerCase(),
        value: integer(fields.value), input: fields.data ?? fields.input ?? "0x", cancels: plain === TxType.Cancel,
        key: updates ? accountKey(raws[4]) : null, plain, feePayer, feeRatio,
        signatures: named(signatures), feePayerSignatures: named(ofPayer), extraGas: extra };
}

const named = (signatures) => signatures.map(([V, R, S]) => ({ V, R, S }));

/** The SDK writes the types as hex texts. */
function accountKey(encoded) {
    const numbered = (key) => ({ ...key, type: Number(key.type),
        ...(Number(key.type) === AccountKeyType.RoleBased && { keys: key.keys.map(numbered) }) });
    return numbered(AccountKeyFactory.fromRLP(encoded).toObject());
}

function keysIn(encoded) {
    const key = accountKey(encoded);
    const count = (each) => each.type === AccountKeyType.Public ? 1 : (each.keys ?? []).reduce(
        (sum, inner) => sum + (inner.weight ? 1 : count(inner)), 0);
    return count(key);
}

function requireSigned(signatures, digest, address, chainId, accountKeys, role, refusal) {
    const publicKeys = signatures.map(([v, r, s]) => {
        const parity = Number(v) - 2 * chainId - 35;
        if (parity !== 0 && parity !== 1) {
            throw new Refusal("invalid chain id");
        }
        return SigningKey.recoverPublicKey(digest, { r, s, v: 27 + parity });
    });
    if (!isValid(accountKeys.get(address) ?? { type: AccountKeyType.Legacy }, publicKeys, address, role)) {
        throw new Refusal(refusal);
    }
}

function isValid(key, publicKeys, address, role) {
    const compressed = publicKeys.map((each) => SigningKey.computePublicKey(each, true));
    switch (key.type) {
        case AccountKeyType.Legacy:
            return publicKeys.length === 1 && computeAddress(publicKeys[0]).toLowerCase() === address;
        case AccountKeyType.Public:
            return compressed.length === 1 && compressed[0] === key.key.toLowerCase();
        case AccountKeyType.WeightedMultiSig: {
            const weights = new Map(key.keys.map((each) => [each.key.toLowerCase(), Number(each.weight)]));
            const signers = new Set(compressed);
            return compressed.length <= key.keys.length && signers.size === compressed.length
                && compressed.every((each) => weights.has(each))
                && compressed.reduce((sum, each) => sum + weights.get(each), 0) >= Number(key.threshold);
        }
        case AccountKeyType.RoleBased:
            return isValid(key.keys[role] ?? key.keys[0], publicKeys, address, role);
        default:
            return false;
    }
}
