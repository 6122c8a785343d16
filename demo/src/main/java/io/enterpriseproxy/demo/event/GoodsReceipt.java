package io.enterpriseproxy.demo.event;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the warehouse received for a purchase order.
 *
 * @param docnum number of the IDoc in which SAP sends it, with sixteen digits
 * @param wantsReply whether the warehouse waits for the result on a queue of its own
 */
public record GoodsReceipt(
        String docnum,
        String purchaseOrder,
        LocalDate postingDate,
        List<Line> lines,
        boolean wantsReply,
        Expected expected) implements BusinessEvent {
    /** The system that sends. */
    public static final String SENDER = "P01CLNT100";

    private static final DateTimeFormatter SAP_DATE = DateTimeFormatter.ofPattern("yyyyMMdd");

    /**
     * A position.
     *
     * @param quantity with three decimals
     * @param unit in SAP's words: ST, KG, M, L
     */
    public record Line(String material, BigDecimal quantity, String unit) {}

    public GoodsReceipt {
        lines = List.copyOf(lines);
    }

    @Override
    public String source() {
        return "JMS";
    }

    @Override
    public String key() {
        return docnum;
    }

    @Override
    public String idempotencyKey() {
        return String.valueOf(Long.parseLong(docnum));
    }

    @Override
    public String label() {
        return "goods receipt " + idempotencyKey();
    }

    /** As SAP sends it: an IDoc MBGMCR. */
    public String xml() {
        String items = lines.stream().map(this::item).collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <MBGMCR03>
                  <IDOC BEGIN="1">
                    <EDI_DC40 SEGMENT="1">
                      <TABNAM>EDI_DC40</TABNAM>
                      <MANDT>100</MANDT>
                      <DOCNUM>%s</DOCNUM>
                      <IDOCTYP>MBGMCR03</IDOCTYP>
                      <MESTYP>MBGMCR</MESTYP>
                      <SNDPOR>SAPP01</SNDPOR>
                      <SNDPRT>LS</SNDPRT>
                      <SNDPRN>%s</SNDPRN>
                      <CREDAT>%s</CREDAT>
                    </EDI_DC40>
                    <E1MBGMCR SEGMENT="1">
                      <E1BP2017_GM_HEAD_01 SEGMENT="1">
                        <PSTNG_DATE>%s</PSTNG_DATE>
                        <REF_DOC_NO>LS-%s</REF_DOC_NO>
                        <HEADER_TXT/>
                      </E1BP2017_GM_HEAD_01>
                      <E1BP2017_GM_CODE SEGMENT="1"><GM_CODE>01</GM_CODE></E1BP2017_GM_CODE>
                %s    </E1MBGMCR>
                  </IDOC>
                </MBGMCR03>
                """.formatted(docnum, SENDER, SAP_DATE.format(postingDate), SAP_DATE.format(postingDate),
                idempotencyKey(), items);
    }

    private String item(Line line) {
        return """
                      <E1BP2017_GM_ITEM_CREATE SEGMENT="1">
                        <MATERIAL>%s</MATERIAL>
                        <PLANT>1000</PLANT>
                        <MOVE_TYPE>101</MOVE_TYPE>
                        <ENTRY_QNT>%s</ENTRY_QNT>
                        <ENTRY_UOM>%s</ENTRY_UOM>
                        <PO_NUMBER>%s</PO_NUMBER>
                        <MVT_IND>B</MVT_IND>
                      </E1BP2017_GM_ITEM_CREATE>
                """.formatted(line.material(), line.quantity(), line.unit(), purchaseOrder);
    }
}
