// A Kaia node for tests and development: anvil carries out what Kaia's transactions ask for, as their senders, and this keeps
// Kaia's rules (signatures and account keys, pool, fees by payer and ratio, receipts, the kaia_ methods). It proves what a client
// does, not what Kaia's nodes accept.
//
// Usage: node shim.mjs --port N --anvil URL --chain-id N [--block-time MILLISECONDS]; prints its port. anvil must not mine.
import { createServer } from "node:http";
import { AccountKeyType } from "@kaiachain/js-ext-core";
import { SigningKey, keccak256, toUtf8Bytes } from "ethers";
import { Pool, shares } from "./pool.mjs";
import { Refusal, read } from "./transactions.mjs";

const options = Object.fromEntries(process.argv.slice(2).join(" ").split("--").filter(Boolean)
    .map((each) => each.trim().split(" ")));
const chainId = Number(options["chain-id"]);
const BASE_FEE = 25_000_000_000n;
const GAS_PRICE = BASE_FEE * 11n / 10n;
const HASH = /0x[0-9a-f]{64}/g;

const OWN_KEY = { type: AccountKeyType.Legacy };
const accountKeys = new Map();
const pool = new Pool();
/** Of what is mined, by Kaia's hash; and the two names of each transaction. */
const mined = new Map();
const bySenderTxHash = new Map();
const anvilHashes = new Map();
const kaiaHashes = new Map();
let interval = Number(options["block-time"] ?? 0);
let automine = interval === 0;
let timer = null;
/** One block or one new transaction at a time, and nobody reads in between. */
let turn = Promise.resolve();

const hex = (integer) => "0x" + integer.toString(16);
const toAnvil = (json) => json.replace(HASH, (hash) => anvilHashes.get(hash) ?? hash);
const toKaia = (json) => json.replace(HASH, (hash) => kaiaHashes.get(hash) ?? hash);

async function anvilBatch(calls) {
    if (calls.length === 0) {
        return [];
    }
    const response = await fetch(options.anvil, { method: "POST", headers: { "Content-Type": "application/json" },
        body: toAnvil(JSON.stringify(calls.map(([method, params], id) => ({ jsonrpc: "2.0", id, method, params })))) });
    const answers = JSON.parse(toKaia(await response.text()));
    return answers.sort((one, other) => one.id - other.id);
}

async function anvil(method, ...params) {
    const [answer] = await anvilBatch([[method, params]]);
    if (answer.error) {
        throw Object.assign(new Refusal(answer.error.message), { rpc: answer.error });
    }
    return answer.result;
}

const chain = {
    baseFee: BASE_FEE,
    nonce: async (address) => Number(await anvil("eth_getTransactionCount", address, "latest")),
    balance: async (address) => BigInt(await anvil("eth_getBalance", address, "latest")),
    hasCode: async (address) => await anvil("eth_getCode", address, "latest") !== "0x",
};

function inTurn(work) {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
}

// ------------------------------------------------------------------------------------------------------------- blocks

async function mine() {
    const taken = await pool.take(chain);
    const sent = await anvilBatch(taken.map((tx) => ["eth_sendTransaction", [{ from: tx.from, ...(tx.to && { to: tx.to }),
        value: hex(tx.value), input: tx.input, nonce: hex(tx.nonce), gas: hex(tx.gas - tx.extraGas), gasPrice: "0x0" }]]));
    taken.forEach((tx, i) => {
        if (sent[i].error) {
            console.error("a transaction is dropped: " + sent[i].error.message);
        } else {
            anvilHashes.set(tx.hash, sent[i].result);
            kaiaHashes.set(sent[i].result, tx.hash);
        }
    });
    await anvil("anvil_setNextBlockBaseFeePerGas", "0x0");
    await anvil("evm_mine");
    const receipts = await anvilBatch(taken.map((tx) => ["eth_getTransactionReceipt", [tx.hash]]));
    const debts = new Map();
    taken.forEach((tx, i) => {
        if (receipts[i].result) {
            settle(tx, receipts[i].result, debts);
        } else if (!sent[i].error) {
            pool.putBack(tx);
        }
    });
    for (const [address, debt] of debts) {
        const balance = await chain.balance(address);
        await anvil("anvil_setBalance", address, hex(balance > debt ? balance - debt : 0n));
    }
}

function settle(tx, receipt, debts) {
    const used = BigInt(receipt.gasUsed) + tx.extraGas;
    const price = tx.tip === null ? tx.gasPrice : BASE_FEE + tx.tip < tx.gasPrice ? BASE_FEE + tx.tip : tx.gasPrice;
    const { bySender, byPayer } = shares(tx, used * price);
    debts.set(tx.from, (debts.get(tx.from) ?? 0n) + bySender);
    if (tx.feePayer) {
        debts.set(tx.feePayer, (debts.get(tx.feePayer) ?? 0n) + byPayer);
    }
    const failed = receipt.status === "0x0";
    if (tx.key && !failed) {
        accountKeys.set(tx.from, merged(accountKeys.get(tx.from), tx.key));
    }
    mined.set(tx.hash, { tx, gasUsed: hex(used), effectiveGasPrice: hex(price),
        txError: failed ? BigInt(receipt.gasUsed) >= tx.gas - tx.extraGas ? "0x7" : "0x9" : undefined });
    bySenderTxHash.set(tx.senderTxHash, tx.hash);
}

/** A role of which nothing is said keeps its key. */
function merged(before, update) {
    if (update.type !== AccountKeyType.RoleBased) {
        return update;
    }
    return { type: update.type, keys: update.keys.map((key, role) => key.type === AccountKeyType.Nil
        ? before?.keys?.[role] ?? before ?? OWN_KEY : key) };
}

function schedule() {
    clearTimeout(timer);
    if (interval > 0) {
        timer = setTimeout(async () => {
            await inTurn(mine).catch((fault) => console.error(fault));
            schedule();
        }, interval);
    }
}

// ------------------------------------------------------------------------------------------------------------ methods

async function take(tx) {
    await inTurn(async () => {
        if (mined.has(tx.hash)) {
            throw new Refusal("nonce too low");
        }
        await pool.add(tx, chain);
        if (automine) {
            await mine();
        }
    });
    return tx.hash;
}

/** From an account that is unlocked here, as tools for tests do it. */
async function local({ from, to, data, input, value, gas }) {
    const sender = from.toLowerCase();
    const nonce = await inTurn(async () => pool.pendingNonce(sender, await chain.nonce(sender)));
    const tx = { typeInt: 0, type: "TxTypeLegacyTransaction", from: sender, nonce, gasPrice: GAS_PRICE, tip: null,
        gas: BigInt(gas ?? 5_000_000), to: to?.toLowerCase() ?? null, value: BigInt(value ?? 0), input: input ?? data ?? "0x",
        cancels: false, key: null, feePayer: null, feeRatio: null, signatures: [], feePayerSignatures: [], extraGas: 0n };
    tx.hash = tx.senderTxHash = keccak256(toUtf8Bytes(sender + nonce + tx.input + Date.now()));
    return take(tx);
}

function ethReceipt(receipt) {
    const known = receipt && mined.get(receipt.transactionHash);
    return known ? { ...receipt, gasUsed: known.gasUsed, effectiveGasPrice: known.effectiveGasPrice,
        type: known.tx.typeInt > 0x7800 ? hex(known.tx.typeInt - 0x7800) : "0x0" } : receipt;
}

function kaiaReceipt(receipt) {
    const known = receipt && mined.get(receipt.transactionHash);
    if (!known) {
        return receipt;
    }
    const { tx, txError } = known;
    return { ...ethReceipt(receipt), type: tx.type, typeInt: tx.typeInt, senderTxHash: tx.senderTxHash, nonce: hex(tx.nonce),
        gas: hex(tx.gas), gasPrice: hex(tx.gasPrice), value: hex(tx.value), input: tx.input, signatures: tx.signatures,
        ...(txError && { txError }), ...(tx.feePayer && { feePayer: tx.feePayer, feePayerSignatures: tx.feePayerSignatures,
            ...(tx.feeRatio < 100 && { feeRatio: tx.feeRatio }) }) };
}

/** An account key as nodes show it: public keys by their coordinates, which are quantities. */
function shown(key) {
    const keyType = key.type;
    switch (key.type) {
        case AccountKeyType.Public:
            return { keyType, key: point(key.key) };
        case AccountKeyType.WeightedMultiSig:
            return { keyType, key: { threshold: Number(key.threshold),
                keys: key.keys.map((each) => ({ weight: Number(each.weight), key: point(each.key) })) } };
        case AccountKeyType.RoleBased:
            return { keyType, key: key.keys.map(shown) };
        default:
            return { keyType, key: {} };
    }
}

function point(compressed) {
    const uncompressed = SigningKey.computePublicKey(compressed, false);
    return { x: hex(BigInt("0x" + uncompressed.slice(4, 68))), y: hex(BigInt("0x" + uncompressed.slice(68))) };
}

const METHODS = {
    kaia_sendRawTransaction: async ([raw]) => take({ ...read(raw, chainId, accountKeys), raw }),
    kaia_getRawTransactionByHash: async ([hash]) => (mined.get(hash)?.tx ?? pool.find(hash))?.raw ?? "0x",
    // A node puts 0x78 before whatever begins with a type, so Kaia's own types fail here.
    eth_sendRawTransaction: async ([raw]) => take(read(Number(raw.slice(0, 4)) < 0x7f ? "0x78" + raw.slice(2) : raw, chainId,
        accountKeys)),
    eth_sendTransaction: ([tx]) => local(tx),
    eth_getTransactionReceipt: async ([hash]) => ethReceipt(await anvil("eth_getTransactionReceipt", hash)),
    eth_getBlockReceipts: async ([block]) => (await anvil("eth_getBlockReceipts", block))?.map(ethReceipt) ?? null,
    kaia_getTransactionReceipt: async ([hash]) => kaiaReceipt(await anvil("eth_getTransactionReceipt", hash)),
    kaia_getBlockReceipts: async ([block]) => (await anvil("eth_getBlockReceipts", block))?.map(kaiaReceipt) ?? null,
    eth_getTransactionByHash: async ([hash]) => {
        const tx = pool.find(hash);
        return tx ? { hash, blockHash: null, blockNumber: null, transactionIndex: null, from: tx.from, to: tx.to,
            nonce: hex(tx.nonce), gas: hex(tx.gas), gasPrice: hex(tx.gasPrice), value: hex(tx.value), input: tx.input,
            type: tx.type, typeInt: tx.typeInt } : anvil("eth_getTransactionByHash", hash);
    },
    kaia_getTransactionReceiptBySenderTxHash: async ([hash]) => bySenderTxHash.has(hash)
        ? kaiaReceipt(await anvil("eth_getTransactionReceipt", bySenderTxHash.get(hash))) : null,
    kaia_isSenderTxHashIndexingEnabled: async () => true,
    kaia_getAccountKey: async ([address]) => shown(accountKeys.get(address.toLowerCase()) ?? OWN_KEY),
    eth_getTransactionCount: async ([address, block]) => {
        const count = await anvil("eth_getTransactionCount", address, block === "pending" ? "latest" : block);
        return block === "pending" ? hex(pool.pendingNonce(address.toLowerCase(), Number(count))) : count;
    },
    eth_gasPrice: async () => hex(GAS_PRICE),
    eth_maxPriorityFeePerGas: async () => "0x0",
    eth_feeHistory: async () => ({ oldestBlock: await anvil("eth_blockNumber"), baseFeePerGas: [hex(BASE_FEE), hex(BASE_FEE)],
        gasUsedRatio: [0], reward: [] }),
    evm_mine: async () => inTurn(mine),
    anvil_mine: async ([blocks]) => {
        for (let i = 0; i < Number(blocks ?? 1); i++) {
            await inTurn(mine);
        }
        return null;
    },
    anvil_getAutomine: async () => automine,
    anvil_setLoggingEnabled: async () => null,
    evm_setAutomine: async ([on]) => {
        automine = on;
        interval = on ? 0 : interval;
        schedule();
        return true;
    },
    evm_setIntervalMining: async ([seconds]) => {
        interval = 1000 * Number(seconds);
        automine = false;
        schedule();
        return true;
    },
};

function headers(block) {
    return block && block.baseFeePerGas ? { ...block, baseFeePerGas: hex(BASE_FEE) } : block;
}

async function answer({ id, method, params = [] }) {
    try {
        const name = method.replace(/^klay_/, "kaia_");
        const own = METHODS[name] ?? METHODS[name.replace(/^kaia_/, "eth_")];
        if (!/_send|_mine|evm_/.test(name)) {
            await turn;
        }
        if (own) {
            return { jsonrpc: "2.0", id, result: await own(params) ?? null };
        }
        const plain = name.replace(/^kaia_/, "eth_");
        const result = await anvil(plain, ...params);
        return { jsonrpc: "2.0", id, result: plain.startsWith("eth_getBlockBy") ? headers(result) : result };
    } catch (fault) {
        if (!(fault instanceof Refusal)) {
            console.error(fault);
        }
        return { jsonrpc: "2.0", id, error: fault.rpc ?? { code: -32000, message: fault.message } };
    }
}

await anvil("evm_setAutomine", false);
await anvil("anvil_autoImpersonateAccount", true);
await anvil("anvil_setMinGasPrice", "0x0").catch(() => undefined);
await anvil("anvil_setNextBlockBaseFeePerGas", "0x0");
await anvil("evm_mine");

const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
        chunks.push(chunk);
    }
    const asked = JSON.parse(Buffer.concat(chunks).toString());
    const answered = Array.isArray(asked) ? await Promise.all(asked.map(answer)) : await answer(asked);
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answered));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(options.port ?? 0), "127.0.0.1", () => console.log("Listening on 127.0.0.1:" + server.address().port));
schedule();
