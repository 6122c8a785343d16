package io.enterpriseproxy.server.mappings;

import org.springframework.data.jpa.repository.JpaRepository;

import java.util.List;
import java.util.Optional;

interface StoredVersions extends JpaRepository<StoredVersion, StoredVersion.Key> {
    List<StoredVersion> findByKeyNameOrderByKeyVersionDesc(String name);

    Optional<StoredVersion> findFirstByKeyNameOrderByKeyVersionDesc(String name);

    Optional<StoredVersion> findFirstByKeyNameAndOriginOrderByKeyVersionDesc(String name, String origin);
}
