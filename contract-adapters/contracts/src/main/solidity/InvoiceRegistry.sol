// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Register of supplier invoices
/// @notice Holds each invoice once, under the key that the ERP derives from its invoice number, and what is still open
/// on it. Amounts are whole numbers in the smallest unit of the invoice currency.
contract InvoiceRegistry is AccessControl {
    /// @notice Who may register and settle invoices.
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    /// @notice An invoice as it stands now.
    /// @param supplier who is owed the amount; zero if the invoice is not registered
    /// @param dueDate seconds since 1970-01-01T00:00:00Z
    /// @param settlements how many settlements were booked
    /// @param amount what was invoiced
    /// @param open what is not settled yet
    struct Invoice {
        address supplier;
        uint64 dueDate;
        uint32 settlements;
        uint256 amount;
        uint256 open;
    }

    /// @notice An invoice was registered.
    event InvoiceRegistered(bytes32 indexed invoiceId, address indexed supplier, uint256 amount, uint64 dueDate);

    /// @notice A payment was booked on an invoice.
    event InvoiceSettled(bytes32 indexed invoiceId, uint256 paid, uint256 open);

    /// @notice The invoice is registered already; nothing changed.
    error InvoiceExists(bytes32 invoiceId);

    /// @notice An invoice over nothing is not registered.
    error AmountIsZero();

    /// @notice An invoice needs a supplier.
    error SupplierIsZero();

    mapping(bytes32 invoiceId => Invoice) private _invoices;

    /// @notice How many invoices are registered.
    uint256 public count;

    /// @param admin may give and take roles, and is the first registrar
    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(REGISTRAR_ROLE, admin);
    }

    /// @notice Registers an invoice, once.
    /// @param invoiceId key of the invoice
    /// @param supplier who is owed the amount
    /// @param amount what is owed, not zero
    /// @param dueDate seconds since 1970-01-01T00:00:00Z
    function register(bytes32 invoiceId, address supplier, uint256 amount, uint64 dueDate)
        external
        onlyRole(REGISTRAR_ROLE)
    {
        if (supplier == address(0)) revert SupplierIsZero();
        if (amount == 0) revert AmountIsZero();
        if (exists(invoiceId)) revert InvoiceExists(invoiceId);
        _invoices[invoiceId] =
            Invoice({supplier: supplier, dueDate: dueDate, settlements: 0, amount: amount, open: amount});
        count++;
        emit InvoiceRegistered(invoiceId, supplier, amount, dueDate);
    }

    /// @notice Books a payment. Reverts with "unknown invoice", or with panic 0x11 if it exceeds what is open.
    /// @param invoiceId key of the invoice
    /// @param paid amount of the payment
    function settle(bytes32 invoiceId, uint256 paid) external onlyRole(REGISTRAR_ROLE) {
        require(exists(invoiceId), "unknown invoice");
        Invoice storage invoice = _invoices[invoiceId];
        invoice.open -= paid;
        invoice.settlements++;
        emit InvoiceSettled(invoiceId, paid, invoice.open);
    }

    /// @notice Whether the invoice is registered.
    function exists(bytes32 invoiceId) public view returns (bool) {
        return _invoices[invoiceId].supplier != address(0);
    }

    /// @notice The invoice as it stands now; all fields are zero if it is not registered.
    function invoiceOf(bytes32 invoiceId) external view returns (Invoice memory) {
        return _invoices[invoiceId];
    }

    /// @notice What is still open on the invoice.
    function openAmountOf(bytes32 invoiceId) external view returns (uint256) {
        return _invoices[invoiceId].open;
    }
}
