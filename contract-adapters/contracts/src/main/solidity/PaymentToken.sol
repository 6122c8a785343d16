// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Token in which a company pays its suppliers
/// @notice An ERC-20 token with six decimals whose payments carry the payer's reference, and take each reference once.
contract PaymentToken is ERC20, AccessControl {
    /// @notice Who may issue tokens.
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");

    /// @notice A payment that was made.
    /// @param to who was paid; zero if there is no such payment
    /// @param amount what was paid, in millionths of a token
    struct Payment {
        address to;
        uint256 amount;
    }

    /// @notice A payment was made.
    event Paid(address indexed from, address indexed to, bytes32 indexed paymentReference, uint256 amount);

    /// @notice The payer used this reference already; nothing was paid.
    error ReferenceUsed(address from, bytes32 paymentReference);

    mapping(address from => mapping(bytes32 paymentReference => Payment)) private _payments;
    mapping(address from => uint256) private _paymentCounts;

    /// @param admin may give and take roles, and is the first minter
    constructor(address admin) ERC20("Enterprise Payment Token", "EPT") {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(MINTER_ROLE, admin);
    }

    /// @notice Amounts count millionths of a token.
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Issues new tokens.
    /// @param to who receives them
    /// @param amount how much, in millionths of a token
    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
    }

    /// @notice Pays out of the caller's balance, once per reference.
    /// @param to who is paid
    /// @param amount how much, in millionths of a token
    /// @param paymentReference the payer's own key of the payment; another payer may use the same one
    function pay(address to, uint256 amount, bytes32 paymentReference) external {
        if (_payments[msg.sender][paymentReference].to != address(0)) {
            revert ReferenceUsed(msg.sender, paymentReference);
        }
        _payments[msg.sender][paymentReference] = Payment({to: to, amount: amount});
        _paymentCounts[msg.sender]++;
        _transfer(msg.sender, to, amount);
        emit Paid(msg.sender, to, paymentReference, amount);
    }

    /// @notice The payment that a payer made under a reference; all fields are zero if there is none.
    function paymentOf(address from, bytes32 paymentReference) external view returns (Payment memory) {
        return _payments[from][paymentReference];
    }

    /// @notice How many payments a payer made.
    function paymentCountOf(address from) external view returns (uint256) {
        return _paymentCounts[from];
    }
}
