package io.enterpriseproxy.server.docs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Types the tutorial about Kaia, and finds in its own terminal what the page shows, but for what is random. */
class KaiaTutorialIT {
    private static final MarkdownPage PAGE = Repository.here().page("docs/tutorials/kaia.md");
    private static final String MAPPING = "mappings/invoice-posted.yaml";

    @TempDir
    Path home;

    private TutorialReader reader;

    @BeforeEach
    void open() throws IOException {
        reader = TutorialReader.open(home, "kaia-call");
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void everyBlockDoesWhatThePageSays() {
        List<MarkdownPage.Block> blocks = PAGE.blocks();
        blocks.stream().filter(block -> !isOfTheRatio(block)).forEach(reader::follow);

        assertThat(reader.output("eth_getTransactionReceipt")).contains("0xe7f1725e7734ce288f8367e1bb143e90bb3f0512");
        assertThat(reader.output("R-1001")).contains("\"status\":\"confirmed\"");
        assertThat(reader.output("c.transaction.feePayer")).contains("\"key\": \"treasury\"",
                "\"feePayer\": \"3475340000000000\"", "\"sender\": \"0\"");
        assertThat(reader.output("eth_getBalance")).isEqualTo("0\n9996524660000000000\n");
        Matcher transaction = Pattern.compile("(?s)\"typeName\": \"TxTypeFeeDelegatedSmartContractExecution\".*"
                + "\"from\": \"(0x\\p{XDigit}{40})\".*\"signers\": \\[\\s*\"\\1\".*\"feePayer\": \"(0x\\p{XDigit}{40})\".*"
                + "\"feePayerSigners\": \\[\\s*\"\\2\".*").matcher(reader.output("tx decode"));
        assertThat(transaction.find()).as(reader.output("tx decode")).isTrue();
        assertThat(reader.output("api/v1/costs"))
                .contains(",100,3,0,0,0,0,344880,9484200000000000,0,9484200000000000,0");

        reader.terminal("proxy").close();
        String mapping = blocks.stream().filter(block -> block.role("file").filter(MAPPING::equals).isPresent())
                .map(MarkdownPage.Block::content).findFirst().orElseThrow();
        String ratio = blocks.stream().filter(block -> block.content().contains("feeRatio"))
                .map(MarkdownPage.Block::content).findFirst().orElseThrow();
        reader.save(MAPPING, mapping.replace("  feePayer: treasury\n", ratio));
        blocks.stream().filter(block -> block.role("terminal").filter("proxy"::equals).isPresent())
                .forEach(reader::follow);
        blocks.stream().filter(KaiaTutorialIT::isOfTheRatio).forEach(reader::follow);
        assertThat(reader.output("R-1004")).contains("insufficient-funds", "insufficient funds of the sender");
        assertThat(reader.output("\"paid\"")).contains(
                "\"paid\":{\"sender\":\"1885158000000000\",\"feePayer\":\"1256772000000000\"}");
    }

    private static boolean isOfTheRatio(MarkdownPage.Block block) {
        return block.role("when").filter("ratio"::equals).isPresent();
    }
}
