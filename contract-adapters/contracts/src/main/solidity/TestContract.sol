// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Every ABI type and every way to fail
/// @notice For tests and the tutorial, never for production: anyone may call everything. Each `echo` returns what it
/// was given; each `store` keeps the hash of its call data; `countUp` counts per key, which proves "exactly once".
contract TestContract {
    /// @notice A tuple with static and dynamic members.
    struct Item {
        bytes32 material;
        uint256 quantity;
        string unit;
    }

    /// @notice A tuple that nests a tuple, an array of tuples and an array of arrays.
    struct Order {
        uint64 number;
        address buyer;
        Item main;
        Item[] items;
        int64[2][] ranges;
        bool urgent;
    }

    /// @notice Call data was kept.
    event Stored(bytes4 indexed selector, address indexed from, bytes32 callDataHash);

    /// @notice A key was counted.
    event CountedUp(bytes32 indexed key, uint256 count);

    /// @notice The custom error of `failWithError`.
    error Refused(uint256 code, address who, string text);

    /// @notice How often each key was counted.
    mapping(bytes32 key => uint256) public countOf;

    /// @notice How often any key was counted.
    uint256 public totalCount;

    /// @notice Hash of the call data that each `store` function was last called with.
    mapping(bytes4 selector => bytes32) public storedHashOf;

    /// @notice How often each `store` function was called.
    mapping(bytes4 selector => uint256) public storedCountOf;

    uint256 private _waste;

    /// @notice Takes plain transfers.
    receive() external payable {}

    /// @notice Counts one call under a key.
    function countUp(bytes32 key) external {
        totalCount++;
        emit CountedUp(key, ++countOf[key]);
    }

    /// @notice Counts one call, and keeps nothing of the key but the event: the contract's state does not grow.
    function tally(bytes32 key) external {
        emit CountedUp(key, ++totalCount);
    }

    /// @notice Counts many times in one call, as `tally` does: an event each.
    function tallyMany(bytes32 key, uint256 times) external {
        uint256 total = totalCount;
        for (uint256 i = 0; i < times; i++) {
            emit CountedUp(key, ++total);
        }
        totalCount = total;
    }

    /// @notice Takes value with a call.
    function deposit(bytes32 key) external payable {
        totalCount++;
        emit CountedUp(key, ++countOf[key]);
    }

    /// @notice Keeps signed integers.
    function storeSigned(int8 a, int64 b, int128 c, int256 d) external {
        a; b; c; d;
        _store();
    }

    /// @notice Keeps unsigned integers.
    function storeUnsigned(uint8 a, uint32 b, uint64 c, uint128 d, uint256 e) external {
        a; b; c; d; e;
        _store();
    }

    /// @notice Keeps values of the other elementary types.
    function storeValues(bool a, address b, bytes1 c, bytes4 d, bytes32 e, bytes calldata f, string calldata g)
        external
    {
        a; b; c; d; e; f; g;
        _store();
    }

    /// @notice Keeps arrays: dynamic of dynamic, fixed, of strings, fixed in dynamic.
    function storeArrays(uint256[][] calldata a, bytes32[3] calldata b, string[] calldata c, int64[2][] calldata d)
        external
    {
        a; b; c; d;
        _store();
    }

    /// @notice Keeps a nested tuple and an array of such.
    function storeOrders(Order calldata a, Order[] calldata b) external {
        a; b;
        _store();
    }

    /// @notice Returns the signed integers that it is given.
    function echoSigned(int8 a, int64 b, int128 c, int256 d) external pure returns (int8, int64, int128, int256) {
        return (a, b, c, d);
    }

    /// @notice Returns the unsigned integers that it is given.
    function echoUnsigned(uint8 a, uint32 b, uint64 c, uint128 d, uint256 e)
        external
        pure
        returns (uint8, uint32, uint64, uint128, uint256)
    {
        return (a, b, c, d, e);
    }

    /// @notice Returns the values that it is given.
    function echoValues(bool a, address b, bytes1 c, bytes4 d, bytes32 e, bytes calldata f, string calldata g)
        external
        pure
        returns (bool, address, bytes1, bytes4, bytes32, bytes memory, string memory)
    {
        return (a, b, c, d, e, f, g);
    }

    /// @notice Returns the arrays that it is given.
    function echoArrays(uint256[][] calldata a, bytes32[3] calldata b, string[] calldata c, int64[2][] calldata d)
        external
        pure
        returns (uint256[][] memory, bytes32[3] memory, string[] memory, int64[2][] memory)
    {
        return (a, b, c, d);
    }

    /// @notice Returns the order that it is given.
    function echoOrder(Order calldata a) external pure returns (Order memory) {
        return a;
    }

    /// @notice Returns the number that it is given; overloaded by the next function.
    function echo(uint256 a) external pure returns (uint256) {
        return a;
    }

    /// @notice Returns the text that it is given; overloads the function before.
    function echo(string calldata a) external pure returns (string memory) {
        return a;
    }

    /// @notice Reverts with the custom error `Refused`.
    function failWithError(uint256 code, string calldata text) external {
        _waste++;
        revert Refused(code, msg.sender, text);
    }

    /// @notice Reverts with `Error(string)`.
    function failWithReason(string calldata reason) external {
        _waste++;
        revert(reason);
    }

    /// @notice Reverts with `Panic(uint256)`.
    /// @param code 0x01 assertion, 0x11 overflow, 0x12 division by zero, 0x32 index out of range
    function failWithPanic(uint256 code) external {
        _waste++;
        uint256 zero = code - code;
        uint256[] memory empty = new uint256[](0);
        if (code == 0x11) _waste = zero - 1;
        if (code == 0x12) _waste = 1 / zero;
        if (code == 0x32) _waste = empty[zero];
        assert(code != 0x01);
        revert("no such panic here");
    }

    /// @notice Reverts without a word.
    function failSilently() external {
        _waste++;
        revert();
    }

    /// @notice Counts the key, or reverts if it was counted already: the outcome depends on what was mined before.
    function countUpOnce(bytes32 key) external {
        if (countOf[key] != 0) revert Refused(409, msg.sender, "counted already");
        totalCount++;
        emit CountedUp(key, ++countOf[key]);
    }

    /// @notice Burns gas in each round; with enough rounds it runs out.
    function burnGas(uint256 rounds) external {
        for (uint256 i = 0; i < rounds; i++) {
            _waste = uint256(keccak256(abi.encode(_waste, i)));
        }
    }

    function _store() private {
        storedHashOf[msg.sig] = keccak256(msg.data);
        storedCountOf[msg.sig]++;
        emit Stored(msg.sig, msg.sender, keccak256(msg.data));
    }
}
