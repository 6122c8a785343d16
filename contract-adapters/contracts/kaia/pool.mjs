// What waits to be mined, by Kaia's rules: a transaction takes the place of another of its nonce if it pays more, and a
// cancel always does.
import { TxType } from "@kaiachain/js-ext-core";
import { Refusal } from "./transactions.mjs";

export class Pool {
    #bySender = new Map();

    /** @param nonce of the sender's account; @param balance of an address */
    async add(tx, chain) {
        if (tx.nonce < await chain.nonce(tx.from)) {
            throw new Refusal("nonce too low");
        }
        if (tx.gas < 21_000n + tx.extraGas) {
            throw new Refusal("intrinsic gas too low");
        }
        if (tx.gasPrice < chain.baseFee) {
            throw new Refusal("invalid gas price. It must be set to value greater than or equal to baseFee");
        }
        await requireFunds(tx, chain);
        await requireTarget(tx, chain);
        const ofSender = this.#bySender.get(tx.from) ?? new Map();
        const before = ofSender.get(tx.nonce);
        if (before?.hash === tx.hash) {
            throw new Refusal("known transaction: " + tx.hash.slice(2));
        }
        if (before && !tx.cancels && (before.cancels || tx.gasPrice <= before.gasPrice)) {
            throw new Refusal("there is another tx which has the same nonce in the tx pool");
        }
        ofSender.set(tx.nonce, tx);
        this.#bySender.set(tx.from, ofSender);
    }

    /** Takes out, sender by sender, those that follow on their accounts' nonces; drops those that are too late. */
    async take(chain) {
        const taken = [];
        for (const [from, ofSender] of this.#bySender) {
            let nonce = await chain.nonce(from);
            [...ofSender.keys()].filter((each) => each < nonce).forEach((each) => ofSender.delete(each));
            for (; ofSender.has(nonce); nonce++) {
                taken.push(ofSender.get(nonce));
                ofSender.delete(nonce);
            }
        }
        return taken;
    }

    /** Back to where it was, since the block did not hold it. */
    putBack(tx) {
        const ofSender = this.#bySender.get(tx.from) ?? new Map();
        ofSender.set(tx.nonce, ofSender.get(tx.nonce) ?? tx);
        this.#bySender.set(tx.from, ofSender);
    }

    /** The account's next nonce, with what waits. */
    pendingNonce(from, nonce) {
        const ofSender = this.#bySender.get(from);
        while (ofSender?.has(nonce)) {
            nonce++;
        }
        return nonce;
    }

    find(hash) {
        for (const ofSender of this.#bySender.values()) {
            for (const tx of ofSender.values()) {
                if (tx.hash === hash) {
                    return tx;
                }
            }
        }
        return null;
    }
}

/** What the sender and the fee payer have to have, in kei. */
export function shares(tx, fee) {
    const byPayer = tx.feePayer ? fee * BigInt(tx.feeRatio) / 100n : 0n;
    return { bySender: fee - byPayer, byPayer };
}

async function requireFunds(tx, chain) {
    const { bySender, byPayer } = shares(tx, tx.gas * tx.gasPrice);
    if (await chain.balance(tx.from) < tx.value + bySender) {
        throw new Refusal(tx.value > 0n && bySender === 0n ? "insufficient funds of the sender for value "
            : "insufficient funds of the sender for gas * price + value");
    }
    if (tx.feePayer && await chain.balance(tx.feePayer) < byPayer) {
        throw new Refusal("insufficient funds of the fee payer for gas * price");
    }
}

async function requireTarget(tx, chain) {
    const transfers = tx.plain === TxType.ValueTransfer || tx.plain === TxType.ValueTransferMemo;
    if (transfers && await chain.hasCode(tx.to)) {
        throw new Refusal("value transfer to a contract is not allowed: use a smart contract execution");
    }
    if (tx.plain === TxType.SmartContractExecution && !await chain.hasCode(tx.to)) {
        throw new Refusal("target account is not a program account");
    }
}
