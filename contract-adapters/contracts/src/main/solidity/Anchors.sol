// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Anchors of records and of blocks of other chains
/// @notice Whoever has a record, its salt and its path can show that the record existed when its root was anchored; nobody
/// learns anything of the others. A root stands for ever: no role can change or remove it.
contract Anchors is AccessControl {
    /// @notice Who may anchor.
    bytes32 public constant ANCHOR_ROLE = keccak256("ANCHOR_ROLE");

    /// @notice A root of records.
    /// @param blockNumber of this chain, when it was anchored
    /// @param time of that block, seconds since 1970
    /// @param count records below it
    /// @param by who anchored it
    struct Anchor {
        uint64 blockNumber;
        uint64 time;
        uint64 count;
        address by;
    }

    /// @notice A block of another chain, as the anchoring of Kaia's service chains names it.
    /// @param blockCount blocks since the one that was anchored before, this one included
    /// @param txCount transactions in them
    struct Header {
        bytes32 blockHash;
        bytes32 transactionsRoot;
        bytes32 parentHash;
        bytes32 receiptsRoot;
        bytes32 stateRoot;
        uint64 blockNumber;
        uint64 blockCount;
        uint64 txCount;
    }

    /// @notice A root was anchored.
    event Anchored(bytes32 indexed root, uint64 count, address indexed by);

    /// @notice A block of another chain was anchored.
    event BlockAnchored(uint256 indexed chainId, uint64 indexed blockNumber, Header header);

    /// @notice A root is anchored once.
    error AlreadyAnchored(bytes32 root, uint64 blockNumber);

    /// @notice A block of a chain is anchored once; another hash for it is a fork of that chain.
    error BlockAlreadyAnchored(uint256 chainId, uint64 blockNumber, bytes32 blockHash);

    /// @notice Nothing is anchored without a root or block hash.
    error NothingToAnchor();

    mapping(bytes32 root => Anchor) private _anchors;
    mapping(uint256 chainId => mapping(uint64 blockNumber => bytes32)) private _blocks;

    /// @notice How many roots there are.
    uint256 public count;

    /// @param admin may give and take roles, and is the first who may anchor
    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(ANCHOR_ROLE, admin);
    }

    /// @notice Anchors the root of a tree of records.
    /// @param records how many there are below it
    function anchor(bytes32 root, uint64 records) external onlyRole(ANCHOR_ROLE) {
        if (root == bytes32(0)) revert NothingToAnchor();
        uint64 before = _anchors[root].blockNumber;
        if (before != 0) revert AlreadyAnchored(root, before);
        _anchors[root] = Anchor(uint64(block.number), uint64(block.timestamp), records, msg.sender);
        count++;
        emit Anchored(root, records, msg.sender);
    }

    /// @notice Anchors a block of another chain. Its blocks since the one before hang on it by their parent hashes.
    function anchorBlock(uint256 chainId, Header calldata header) external onlyRole(ANCHOR_ROLE) {
        if (header.blockHash == bytes32(0)) revert NothingToAnchor();
        bytes32 before = _blocks[chainId][header.blockNumber];
        if (before != bytes32(0)) revert BlockAlreadyAnchored(chainId, header.blockNumber, before);
        _blocks[chainId][header.blockNumber] = header.blockHash;
        emit BlockAnchored(chainId, header.blockNumber, header);
    }

    /// @notice The block in which a root was anchored; 0 if it was not.
    function anchoredAt(bytes32 root) external view returns (uint64) {
        return _anchors[root].blockNumber;
    }

    /// @notice A root's anchor; all fields are zero if there is none.
    function anchorOf(bytes32 root) external view returns (Anchor memory) {
        return _anchors[root];
    }

    /// @notice The hash that was anchored for a block of another chain; 0 if none was.
    function blockHashOf(uint256 chainId, uint64 blockNumber) external view returns (bytes32) {
        return _blocks[chainId][blockNumber];
    }

    /// @notice The leaf of a record. Ask only a node that you trust: it sees the record.
    /// @dev Hashed twice, so that a leaf's preimage (32 bytes) can never be that of an inner node (64 bytes).
    /// @param salt 32 random bytes, as the proof has them
    /// @param record canonical JSON, UTF-8
    function leafOf(bytes32 salt, bytes calldata record) external pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encodePacked(bytes1(0), salt, record))));
    }

    /// @notice Whether the leaf is below a root that was anchored here.
    /// @param path the siblings from the leaf up
    function verify(bytes32 root, bytes32 leaf, bytes32[] calldata path) external view returns (bool) {
        return _anchors[root].blockNumber != 0 && MerkleProof.verifyCalldata(path, root, leaf);
    }
}
