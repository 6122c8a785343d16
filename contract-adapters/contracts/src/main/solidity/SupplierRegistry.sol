// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Register of suppliers that holds no personal data
/// @notice Of a tax number it keeps a commitment, which anybody can check who is shown the number and its salt; of a bank
/// account an encrypted text, which nobody can read without its key. Both are of no use once salt and key are erased.
contract SupplierRegistry is AccessControl {
    /// @notice Who may enrol suppliers.
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    /// @notice A supplier as it was enrolled last.
    /// @param taxNumber keccak256 of the salt's 32 bytes and the number's UTF-8 bytes
    /// @param bankAccount encrypted
    /// @param enrolments how often it was enrolled
    struct Supplier {
        bytes32 taxNumber;
        bytes bankAccount;
        uint32 enrolments;
    }

    /// @notice A supplier was enrolled.
    event SupplierEnrolled(bytes32 indexed supplierId, bytes32 taxNumber, bytes bankAccount);

    /// @notice A supplier without a tax number is not enrolled.
    error TaxNumberMissing(bytes32 supplierId);

    mapping(bytes32 supplierId => Supplier) private _suppliers;

    /// @notice How many enrolments there were.
    uint256 public count;

    /// @param admin may give and take roles, and is the first registrar
    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(REGISTRAR_ROLE, admin);
    }

    /// @notice Enrols a supplier, or enrols it anew.
    /// @param supplierId key of the supplier
    /// @param taxNumber commitment to the tax number
    /// @param bankAccount encrypted bank account
    function enrol(bytes32 supplierId, bytes32 taxNumber, bytes calldata bankAccount) external onlyRole(REGISTRAR_ROLE) {
        if (taxNumber == bytes32(0)) revert TaxNumberMissing(supplierId);
        Supplier storage supplier = _suppliers[supplierId];
        supplier.taxNumber = taxNumber;
        supplier.bankAccount = bankAccount;
        supplier.enrolments++;
        count++;
        emit SupplierEnrolled(supplierId, taxNumber, bankAccount);
    }

    /// @notice Whether the supplier was enrolled with this tax number. Ask only a node that you trust: it sees the number.
    /// @param salt as the proxy reveals it
    /// @param taxNumber in clear
    function hasTaxNumber(bytes32 supplierId, bytes32 salt, string calldata taxNumber) external view returns (bool) {
        return _suppliers[supplierId].taxNumber == keccak256(abi.encodePacked(salt, taxNumber));
    }

    /// @notice The supplier as it was enrolled last; all fields are zero if it was not.
    function supplierOf(bytes32 supplierId) external view returns (Supplier memory) {
        return _suppliers[supplierId];
    }
}
