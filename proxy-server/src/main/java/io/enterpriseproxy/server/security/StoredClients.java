package io.enterpriseproxy.server.security;

import org.springframework.data.jpa.repository.JpaRepository;

interface StoredClients extends JpaRepository<StoredClient, String> {}
