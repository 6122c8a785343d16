package io.enterpriseproxy.signer.remote;

/** What a signing service is asked for. */
public enum RemoteSigningApi {
    /** Web3Signer's REST API: {@code POST /api/v1/eth1/sign/{public key}} with the bytes that it hashes and signs. */
    WEB3SIGNER,
    /** {@code eth_signTransaction}: the service encodes the transaction itself. */
    ETH_SIGN_TRANSACTION,
    /** {@code eth_sign} as it once was: the digest is signed as it is, without a prefix. */
    ETH_SIGN
}
