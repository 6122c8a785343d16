package io.enterpriseproxy.server.mappings;

import org.springframework.data.jpa.repository.JpaRepository;

interface AddressEntries extends JpaRepository<AddressEntry, AddressEntry.Key> {}
