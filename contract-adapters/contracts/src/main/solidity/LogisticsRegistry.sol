// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Register of goods receipts and shipments
/// @notice A warehouse records what came in for a purchase order; carriers report how far a shipment got.
contract LogisticsRegistry is AccessControl {
    /// @notice Who may record receipts and update shipments.
    bytes32 public constant RECORDER_ROLE = keccak256("RECORDER_ROLE");

    /// @notice One position of a goods receipt.
    /// @param material key of the material
    /// @param quantity how many units, not zero
    /// @param unit unit of measure, such as "PCE" or "KGM"
    struct Line {
        bytes32 material;
        uint256 quantity;
        string unit;
    }

    /// @notice A goods receipt.
    /// @param orderId purchase order that it belongs to
    /// @param recordedAt time of the block that recorded it, seconds since 1970; zero if it is not recorded
    /// @param lines its positions
    struct GoodsReceipt {
        bytes32 orderId;
        uint64 recordedAt;
        Line[] lines;
    }

    /// @notice How far a shipment got.
    /// @param status 0 announced, 1 picked, 2 shipped, 3 arrived, 4 delivered; higher ones are the carrier's own
    /// @param updates how many updates were taken
    /// @param seenAt when the carrier saw it, seconds since 1970
    /// @param location where the carrier saw it
    struct Shipment {
        uint8 status;
        uint32 updates;
        uint64 seenAt;
        string location;
    }

    /// @notice A goods receipt was recorded.
    event GoodsReceived(bytes32 indexed receiptId, bytes32 indexed orderId, uint256 lineCount);

    /// @notice A shipment was seen.
    event ShipmentUpdated(bytes32 indexed shipmentId, uint8 indexed status, uint64 seenAt, string location);

    /// @notice The receipt is recorded already; nothing changed.
    error ReceiptExists(bytes32 receiptId);

    /// @notice A receipt without positions is not recorded.
    error NoLines(bytes32 receiptId);

    /// @notice A position over nothing is not recorded.
    error QuantityIsZero(bytes32 receiptId, uint256 line);

    /// @notice A shipment never goes back to an earlier status.
    error StatusGoesBack(bytes32 shipmentId, uint8 current, uint8 given);

    mapping(bytes32 receiptId => GoodsReceipt) private _receipts;
    mapping(bytes32 orderId => uint256) private _receiptCounts;
    mapping(bytes32 orderId => mapping(bytes32 material => uint256)) private _quantities;
    mapping(bytes32 shipmentId => Shipment) private _shipments;

    /// @notice How many goods receipts are recorded.
    uint256 public receiptCount;

    /// @param admin may give and take roles, and is the first recorder
    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(RECORDER_ROLE, admin);
    }

    /// @notice Records a goods receipt, once, and adds its quantities to the order.
    /// @param receiptId key of the receipt
    /// @param orderId key of the purchase order
    /// @param lines positions, at least one
    function recordGoodsReceipt(bytes32 receiptId, bytes32 orderId, Line[] calldata lines)
        external
        onlyRole(RECORDER_ROLE)
    {
        GoodsReceipt storage receipt = _receipts[receiptId];
        if (receipt.recordedAt != 0) revert ReceiptExists(receiptId);
        if (lines.length == 0) revert NoLines(receiptId);
        receipt.orderId = orderId;
        receipt.recordedAt = uint64(block.timestamp);
        for (uint256 i = 0; i < lines.length; i++) {
            if (lines[i].quantity == 0) revert QuantityIsZero(receiptId, i);
            receipt.lines.push(lines[i]);
            _quantities[orderId][lines[i].material] += lines[i].quantity;
        }
        _receiptCounts[orderId]++;
        receiptCount++;
        emit GoodsReceived(receiptId, orderId, lines.length);
    }

    /// @notice Takes a carrier's report; the status may stay or rise, never fall.
    /// @param shipmentId key of the shipment
    /// @param status 0 announced, 1 picked, 2 shipped, 3 arrived, 4 delivered; higher ones are the carrier's own
    /// @param seenAt when the carrier saw it, seconds since 1970
    /// @param location where the carrier saw it
    function updateShipment(bytes32 shipmentId, uint8 status, uint64 seenAt, string calldata location)
        external
        onlyRole(RECORDER_ROLE)
    {
        Shipment storage shipment = _shipments[shipmentId];
        if (status < shipment.status) revert StatusGoesBack(shipmentId, shipment.status, status);
        shipment.status = status;
        shipment.updates++;
        shipment.seenAt = seenAt;
        shipment.location = location;
        emit ShipmentUpdated(shipmentId, status, seenAt, location);
    }

    /// @notice The receipt with its positions; empty if it is not recorded.
    function receiptOf(bytes32 receiptId) external view returns (GoodsReceipt memory) {
        return _receipts[receiptId];
    }

    /// @notice How many receipts were recorded for the order.
    function receiptCountOf(bytes32 orderId) external view returns (uint256) {
        return _receiptCounts[orderId];
    }

    /// @notice How much of a material was received for the order, over all receipts.
    function receivedQuantity(bytes32 orderId, bytes32 material) external view returns (uint256) {
        return _quantities[orderId][material];
    }

    /// @notice The shipment as last reported; all fields are zero if it never was.
    function shipmentOf(bytes32 shipmentId) external view returns (Shipment memory) {
        return _shipments[shipmentId];
    }
}
