package io.enterpriseproxy.server.api;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CostSheetTest {
    @Test
    void lineHasACellForEachName() {
        List<String> lines = CostSheet.of(List.of(cost("erp"))).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo(",main,invoices,erp,,,treasury,0x1,40,3,0,0,1,0,202,606,364,242,0");
        assertThat(lines.getFirst().split(",")).hasSameSizeAs(lines.get(1).split(",", -1));
    }

    @Test
    void textThatLooksLikeAFormulaIsAText() {
        assertThat(CostSheet.of(List.of(cost("=1+1")))).contains(",'=1+1,");
        assertThat(CostSheet.of(List.of(cost("@a,\"b\"")))).contains(",\"'@a,\"\"b\"\"\",");
    }

    private static CostBody cost(@Nullable String client) {
        return new CostBody(null, "main", "invoices", client, null, new CostBody.FeePayerBody("treasury", "0x1", 40),
                new CostBody.Counts(3, 0, 0, 1, 0), "202", "606", new CostBody.Paid("364", "242"), 0);
    }
}
