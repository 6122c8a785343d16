package io.enterpriseproxy.server.audit;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

import java.util.List;

interface AuditEntries extends JpaRepository<AuditEntry, Long> {
    List<AuditEntry> findByIdLessThanOrderByIdDesc(long id, Limit limit);
}
