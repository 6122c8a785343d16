package io.enterpriseproxy.demo;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.demo.chain.ContractState;
import io.enterpriseproxy.demo.check.Section;
import io.enterpriseproxy.demo.erp.ErpSystems;
import io.enterpriseproxy.demo.proxy.ProxyApi;

import java.math.BigInteger;
import java.util.List;

/**
 * Everything that was started, as the demo's day needs it.
 *
 * @param contracts what the contracts hold
 * @param payer who pays the payments
 * @param funds what the payer had at the beginning, in millionths of a token
 * @param erp the company's systems
 * @param caller the proxy, as the ERP calls it
 * @param watcher the proxy, as the people who watch call it
 * @param sections what is looked at besides when the day is over
 */
record RunningDemo(
        ContractState contracts,
        Address payer,
        BigInteger funds,
        ErpSystems erp,
        ProxyApi caller,
        ProxyApi watcher,
        List<Section> sections) {
    RunningDemo {
        sections = List.copyOf(sections);
    }
}
