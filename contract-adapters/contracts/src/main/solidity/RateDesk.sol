// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Questions of contracts that the enterprise answers
/// @notice Who asks emits an event; whoever serves the desk answers each question once. For samples: a contract of use would
/// charge for questions, and call back who has asked.
contract RateDesk {
    /// @notice A question and its answer.
    /// @param asker who asked
    /// @param rate 0 until it is answered
    struct Question {
        address asker;
        uint256 rate;
    }

    /// @notice Somebody wants to know a rate.
    event RateRequested(uint256 indexed id, address indexed asker, string pair);

    /// @notice A question is answered, with six decimals.
    event RateAnswered(uint256 indexed id, uint256 rate);

    /// @notice Only who serves the desk may answer.
    error NotServing(address sender);

    /// @notice Nobody has asked this.
    error NoSuchQuestion(uint256 id);

    /// @notice It was answered before.
    error AnsweredAlready(uint256 id);

    /// @notice There is no rate of zero.
    error RateMissing(uint256 id);

    /// @notice Who answers.
    address public immutable server;

    /// @notice How many questions there are; their ids are 1 up to it.
    uint256 public count;

    mapping(uint256 id => Question) private _questions;

    /// @param server_ who answers
    constructor(address server_) {
        server = server_;
    }

    /// @notice Asks for a rate.
    /// @param pair such as EUR/USD
    /// @return id of the question
    function ask(string calldata pair) external returns (uint256 id) {
        id = ++count;
        _questions[id].asker = msg.sender;
        emit RateRequested(id, msg.sender, pair);
    }

    /// @notice Answers a question.
    /// @param id of the question
    /// @param rate with six decimals
    function answer(uint256 id, uint256 rate) external {
        if (msg.sender != server) revert NotServing(msg.sender);
        if (rate == 0) revert RateMissing(id);
        Question storage question = _questions[id];
        if (question.asker == address(0)) revert NoSuchQuestion(id);
        if (question.rate != 0) revert AnsweredAlready(id);
        question.rate = rate;
        emit RateAnswered(id, rate);
    }

    /// @notice A question and its answer; all fields are zero if there is none.
    function questionOf(uint256 id) external view returns (Question memory) {
        return _questions[id];
    }
}
