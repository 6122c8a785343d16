package io.enterpriseproxy.server.mappings;

import org.springframework.data.jpa.repository.JpaRepository;

import java.util.List;

interface AddressChanges extends JpaRepository<AddressChange, AddressEntry.Key> {
    List<AddressChange> findByKeyBookOrderByKeyEntry(String book);
}
