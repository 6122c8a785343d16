package io.enterpriseproxy.server.mappings;

import org.springframework.data.jpa.repository.JpaRepository;

interface MappingHeads extends JpaRepository<MappingHead, String> {}
