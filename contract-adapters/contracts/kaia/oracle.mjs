// Random transactions of all types that @kaiachain/js-ext-core and ethers know, encoded and signed by them: the judge of the
// Java codec. Usage: node oracle.mjs COUNT SEED; one JSON object a line, in the form of the vectors of the module adapter-kaia.
import { AccountKeyFactory, KlaytnTxFactory, TxType } from "@kaiachain/js-ext-core";
import { SigningKey, Transaction, computeAddress, keccak256 } from "ethers";

const [count, seed] = process.argv.slice(2).map(Number);

// mulberry32: the same numbers for the same seed everywhere.
let state = seed >>> 0;
const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const bytes = (length) => "0x" + Array.from({ length }, () => below(256).toString(16).padStart(2, "0")).join("");
const quantity = (mostBytes) => {
    const length = below(mostBytes + 1);
    return length === 0 ? "0x0" : "0x" + BigInt(bytes(length)).toString(16);
};
const data = () => bytes(pick([0, 1, 4, 36, 55, 56, 57, 68, 255, 256, 300]));
const key = () => new SigningKey(bytes(32));
const keys = () => Array.from({ length: pick([1, 1, 1, 2, 3]) }, key);

const sign = (signers, digest, chainId) => signers.map((signer) => {
    const { r, s, yParity } = signer.sign(digest);
    return ["0x" + (chainId * 2 + 35 + yParity).toString(16), r, s];
});
const tuples = (signatures) => signatures.map(([v, r, s]) => ({ v, r, s }));

const publicKey = () => ({ type: 2, key: key().compressedPublicKey });
const multiSig = () => {
    const all = Array.from({ length: 1 + below(4) }, () => ({ weight: 1 + below(3), key: key().compressedPublicKey }));
    return { type: 4, threshold: 1 + below(all.reduce((sum, each) => sum + each.weight, 0)), keys: all };
};
const accountKey = () => pick([() => ({ type: 1 }), publicKey, () => ({ type: 3 }), multiSig,
    () => ({ type: 5, keys: Array.from({ length: 1 + below(3) }, () => pick([publicKey, multiSig])()) })])();

function kaia(type) {
    const base = type & ~7;
    const chainId = pick([1, 1001, 8217, 31337, 2 ** 31 - 1]);
    const signers = keys();
    const from = computeAddress(signers[0].publicKey).toLowerCase();
    const fields = { nonce: quantity(6), gasPrice: quantity(12), gas: quantity(6) };
    if (base !== TxType.AccountUpdate && base !== TxType.Cancel) {
        fields.to = base === TxType.SmartContractDeploy ? "0x" : bytes(20);
        fields.value = quantity(31);
    }
    fields.from = from;
    if (base === TxType.AccountUpdate) {
        fields.key = AccountKeyFactory.fromObject(accountKey()).toRLP();
    } else if (base !== TxType.ValueTransfer && base !== TxType.Cancel) {
        fields.input = data();
    }
    if (base === TxType.SmartContractDeploy) {
        fields.humanReadable = "0x0";
        fields.codeFormat = "0x0";
    }
    if ((type & 7) === 2) {
        fields.feeRatio = "0x" + (1 + below(99)).toString(16);
    }
    const given = { ...fields, gasLimit: fields.gas, type, chainId, humanReadable: false, codeFormat: 0,
        ...(fields.feeRatio ? { feeRatio: Number(fields.feeRatio) } : {}) };
    const transaction = KlaytnTxFactory.fromObject(given);
    const sigRLP = transaction.sigRLP();
    const txSignatures = sign(signers, keccak256(sigRLP), chainId);
    txSignatures.forEach((signature) => transaction.addSenderSig(signature));
    const line = { type: "0x" + type.toString(16).padStart(2, "0"), chainId, from, fields,
        privateKeys: signers.map((each) => each.privateKey), txSignatures: tuples(txSignatures),
        sigRLP, sigHash: keccak256(sigRLP), senderTxHashRLP: transaction.senderTxHashRLP() };
    if ((type & 7) > 0) {
        const payers = keys();
        line.feePayer = computeAddress(payers[0].publicKey).toLowerCase();
        const full = KlaytnTxFactory.fromObject({ ...given, txSignatures, feePayer: line.feePayer });
        line.sigFeePayerRLP = full.sigFeePayerRLP();
        line.sigFeePayerHash = keccak256(line.sigFeePayerRLP);
        const paid = sign(payers, line.sigFeePayerHash, chainId);
        paid.forEach((signature) => full.addFeePayerSig(signature));
        line.feePayerPrivateKeys = payers.map((each) => each.privateKey);
        line.feePayerSignatures = tuples(paid);
        line.rawTx = full.txHashRLP();
    } else {
        line.rawTx = transaction.txHashRLP();
    }
    line.txHashRLP = line.rawTx;
    return line;
}

function ethereum(type) {
    const chainId = pick([1, 1001, 8217, 31337]);
    const signer = key();
    const fields = { chainId: "0x" + chainId.toString(16), nonce: quantity(6) };
    const given = { type, chainId, nonce: Number(fields.nonce) };
    if (type < 2) {
        given.gasPrice = fields.gasPrice = quantity(12);
    } else {
        given.maxPriorityFeePerGas = fields.maxPriorityFeePerGas = quantity(5);
        given.maxFeePerGas = fields.maxFeePerGas = "0x1" + bytes(6).slice(2);
    }
    given.gasLimit = fields.gas = quantity(6);
    given.to = fields.to = pick([bytes(20), bytes(20), "0x"]);
    given.to = given.to === "0x" ? null : given.to;
    given.value = fields.value = quantity(31);
    given.data = fields.input = data();
    if (type > 0) {
        given.accessList = Array.from({ length: below(3) }, () => ({ address: bytes(20),
            storageKeys: Array.from({ length: below(3) }, () => bytes(32)) }));
        fields.accessList = given.accessList.map(({ address, storageKeys }) => [address, storageKeys]);
    } else {
        delete fields.chainId;
    }
    const transaction = Transaction.from(given);
    transaction.signature = signer.sign(transaction.unsignedHash);
    const { r, s, yParity } = transaction.signature;
    const v = "0x" + (type === 0 ? chainId * 2 + 35 + yParity : yParity).toString(16);
    const raw = transaction.serialized;
    return { type: type === 0 ? "0x00" : "0x78" + type.toString(16).padStart(2, "0"), chainId,
        from: computeAddress(signer.publicKey).toLowerCase(), fields, privateKeys: [signer.privateKey],
        txSignatures: [{ v, r, s }], sigRLP: transaction.unsignedSerialized, sigHash: transaction.unsignedHash,
        senderTxHashRLP: raw, txHashRLP: raw, rawTx: type === 0 ? raw : "0x78" + raw.slice(2) };
}

const types = Object.values(TxType).filter((each) => typeof each === "number");
for (let i = 0; i < count; i++) {
    const at = i % (types.length + 3);
    const line = at < types.length ? kaia(types[at]) : ethereum(at - types.length);
    line.id = "random " + seed + "/" + i + " " + line.type;
    line.senderTxHash = keccak256(line.senderTxHashRLP);
    line.txHash = keccak256(line.txHashRLP);
    console.log(JSON.stringify(line));
}
