// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title One end of a bridge between two chains
/// @notice What is requested here lies in this contract, and is paid out of the other end, on the other chain. There each
/// request is answered once: it is handled, or it is refused for ever, and then refunded here. Events and nonces are
/// named as in the bridge of Kaia's service chains; that one has several operators who vote, fees, and no time-out.
///
/// An example, not an audited bridge. It assumes
/// - an operator who does as he should: he could pay out what nobody requested, and refund what was handled. He handles
///   only requests that are final on their chain, and refunds only what was refused in a block that is final on the other;
/// - that there is enough here to pay out of, sent to this contract beforehand;
/// - tokens that take no fees and leave balances alone.
/// It assumes nothing of clocks: one that is wrong makes a request end refused that could have been handled, or the other
/// way round, and never both.
contract ValueBridge is AccessControl, Pausable {
    using SafeERC20 for IERC20;

    /// @notice What moves: the chain's own coin, or a token.
    enum TokenType {
        KLAY,
        ERC20
    }

    /// @notice What became of a request of the other chain.
    enum Answer {
        None,
        Handled,
        Refused
    }

    /// @notice A request that was made here.
    /// @param from who gets it back if it is refused; zero if there is no such request, or none any more
    /// @param tokenAddress on this chain; zero: its own coin
    struct Request {
        address from;
        address tokenAddress;
        uint256 value;
    }

    /// @notice A request of the other chain, as its event there says.
    /// @param tokenAddress on that chain; zero: its own coin
    /// @param validUntil seconds since 1970; later than this it is not handled
    struct Transfer {
        address from;
        address to;
        address tokenAddress;
        uint256 value;
        uint64 requestNonce;
        uint64 validUntil;
        bytes extraData;
    }

    /// @notice Who handles, refuses and refunds.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");

    /// @notice Somebody wants this to be paid on the other chain, and it lies here now.
    event RequestValueTransfer(
        TokenType tokenType,
        address indexed from,
        address indexed to,
        address indexed tokenAddress,
        uint256 value,
        uint64 requestNonce,
        uint64 validUntil,
        bytes extraData
    );

    /// @notice A request of the other chain was paid here.
    /// @param tokenAddress on this chain
    /// @param handleNonce the nonce of the request
    event HandleValueTransfer(
        bytes32 requestTxHash,
        TokenType tokenType,
        address indexed from,
        address indexed to,
        address indexed tokenAddress,
        uint256 value,
        uint64 handleNonce,
        bytes extraData
    );

    /// @notice A request of the other chain was not paid here, and never will be.
    event RefuseValueTransfer(uint64 indexed requestNonce);

    /// @notice A request went back to who made it.
    event RefundValueTransfer(uint64 indexed requestNonce, address indexed to, address tokenAddress, uint256 value);

    /// @notice Nothing would move, or to nobody.
    error NothingToTransfer();

    /// @notice Coins were sent that are not the value, or beside a token.
    error CoinsDiffer(uint256 expected, uint256 found);

    /// @notice The token has no counterpart on the other chain.
    error TokenNotRegistered(address tokenAddress);

    /// @notice It is too late for this.
    error Overdue(uint64 validUntil);

    /// @notice A request is answered once.
    error AnsweredAlready(uint64 requestNonce, Answer answer);

    /// @notice Nobody has requested this, or it was refunded before.
    error NothingToRefund(uint64 requestNonce);

    /// @notice How many requests were made here; the next one has this nonce.
    uint64 public requestNonce;

    /// @notice What became of a request of the other chain.
    mapping(uint64 requestNonce => Answer) public answerTo;

    /// @notice Requests that were made here and not refunded.
    mapping(uint64 requestNonce => Request) public requestOf;

    /// @notice The token of the other chain that stands for one of this chain.
    mapping(address token => address) public counterpartOf;

    mapping(address counterpart => address) private _tokenOf;

    /// @param admin may give and take roles, pause and register tokens, and is the first operator
    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, admin);
    }

    /// @notice Fills up what is paid out of.
    receive() external payable {}

    /// @notice Says which tokens of the two chains stand for each other.
    function registerToken(address token, address counterpart) external onlyRole(DEFAULT_ADMIN_ROLE) {
        counterpartOf[token] = counterpart;
        _tokenOf[counterpart] = token;
    }

    /// @notice Takes no more requests and handles none. What is due is refused and refunded all the same.
    function pause() external onlyRole(DEFAULT_ADMIN_ROLE) {
        _pause();
    }

    /// @notice Ends the pause.
    function unpause() external onlyRole(DEFAULT_ADMIN_ROLE) {
        _unpause();
    }

    /// @notice Requests that a value be paid on the other chain. A token needs the caller's allowance for this contract.
    /// @param tokenAddress zero: the chain's own coin, as much as is sent along
    /// @param validUntil seconds since 1970; if it is not handled by then, it comes back
    /// @param extraData the caller's own reference; it goes into the events of both chains
    function requestValueTransfer(
        address tokenAddress,
        address to,
        uint256 value,
        uint64 validUntil,
        bytes calldata extraData
    ) external payable whenNotPaused {
        if (value == 0 || to == address(0)) revert NothingToTransfer();
        if (validUntil <= block.timestamp) revert Overdue(validUntil);
        uint256 coins = tokenAddress == address(0) ? value : 0;
        if (msg.value != coins) revert CoinsDiffer(coins, msg.value);
        uint64 nonce = requestNonce++;
        requestOf[nonce] = Request(msg.sender, tokenAddress, value);
        emit RequestValueTransfer(
            _typeOf(tokenAddress), msg.sender, to, tokenAddress, value, nonce, validUntil, extraData
        );
        if (tokenAddress != address(0)) {
            if (counterpartOf[tokenAddress] == address(0)) revert TokenNotRegistered(tokenAddress);
            IERC20(tokenAddress).safeTransferFrom(msg.sender, address(this), value);
        }
    }

    /// @notice Pays a request of the other chain.
    /// @param requestTxHash the transaction that it was made in
    function handleValueTransfer(bytes32 requestTxHash, Transfer calldata transfer)
        external
        onlyRole(OPERATOR_ROLE)
        whenNotPaused
    {
        if (transfer.validUntil < block.timestamp) revert Overdue(transfer.validUntil);
        _answer(transfer.requestNonce, Answer.Handled);
        address tokenAddress = _tokenOf[transfer.tokenAddress];
        if (transfer.tokenAddress != address(0) && tokenAddress == address(0)) {
            revert TokenNotRegistered(transfer.tokenAddress);
        }
        emit HandleValueTransfer(
            requestTxHash,
            _typeOf(tokenAddress),
            transfer.from,
            transfer.to,
            tokenAddress,
            transfer.value,
            transfer.requestNonce,
            transfer.extraData
        );
        _pay(tokenAddress, transfer.to, transfer.value);
    }

    /// @notice Closes a request of the other chain that was not handled: it never will be.
    function refuseValueTransfer(uint64 nonce) external onlyRole(OPERATOR_ROLE) {
        _answer(nonce, Answer.Refused);
        emit RefuseValueTransfer(nonce);
    }

    /// @notice Gives a request back that the other chain has refused.
    function refundValueTransfer(uint64 nonce) external onlyRole(OPERATOR_ROLE) {
        Request memory request = requestOf[nonce];
        if (request.from == address(0)) revert NothingToRefund(nonce);
        delete requestOf[nonce];
        emit RefundValueTransfer(nonce, request.from, request.tokenAddress, request.value);
        _pay(request.tokenAddress, request.from, request.value);
    }

    function _answer(uint64 nonce, Answer answer) private {
        Answer before = answerTo[nonce];
        if (before != Answer.None) revert AnsweredAlready(nonce, before);
        answerTo[nonce] = answer;
    }

    function _pay(address tokenAddress, address to, uint256 value) private {
        if (tokenAddress == address(0)) {
            Address.sendValue(payable(to), value);
        } else {
            IERC20(tokenAddress).safeTransfer(to, value);
        }
    }

    function _typeOf(address tokenAddress) private pure returns (TokenType) {
        return tokenAddress == address(0) ? TokenType.KLAY : TokenType.ERC20;
    }
}
