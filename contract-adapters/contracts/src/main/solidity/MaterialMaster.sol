// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Material master data
/// @notice The materials that partners share, each with the version of its record in the ERP.
contract MaterialMaster is AccessControl {
    /// @notice Who may write materials.
    bytes32 public constant EDITOR_ROLE = keccak256("EDITOR_ROLE");

    /// @notice A material as last written.
    /// @param version version of the record in the ERP; zero if the material is unknown
    /// @param changes how often the material was written
    /// @param description text for people
    /// @param baseUnit unit of measure that quantities count in, such as "PCE"
    struct Material {
        uint32 version;
        uint32 changes;
        string description;
        string baseUnit;
    }

    /// @notice A material was written, for the first time or again.
    event MaterialUpserted(bytes32 indexed materialId, uint32 version, string description, string baseUnit);

    /// @notice What was given is not newer than what is held; nothing changed.
    error StaleVersion(bytes32 materialId, uint32 current, uint32 given);

    /// @notice A material needs a base unit.
    error BaseUnitIsEmpty(bytes32 materialId);

    mapping(bytes32 materialId => Material) private _materials;

    /// @notice How many materials are known.
    uint256 public count;

    /// @param admin may give and take roles, and is the first editor
    constructor(address admin) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(EDITOR_ROLE, admin);
    }

    /// @notice Writes a material if the given version is newer than the one held.
    /// @param materialId key of the material
    /// @param description text for people
    /// @param baseUnit unit of measure, not empty
    /// @param version version of the record in the ERP, starting at 1; gaps are fine
    function upsert(bytes32 materialId, string calldata description, string calldata baseUnit, uint32 version)
        external
        onlyRole(EDITOR_ROLE)
    {
        Material storage material = _materials[materialId];
        if (version <= material.version) revert StaleVersion(materialId, material.version, version);
        if (bytes(baseUnit).length == 0) revert BaseUnitIsEmpty(materialId);
        if (material.version == 0) count++;
        material.version = version;
        material.changes++;
        material.description = description;
        material.baseUnit = baseUnit;
        emit MaterialUpserted(materialId, version, description, baseUnit);
    }

    /// @notice The material as last written; all fields are empty if it is unknown.
    function materialOf(bytes32 materialId) external view returns (Material memory) {
        return _materials[materialId];
    }
}
