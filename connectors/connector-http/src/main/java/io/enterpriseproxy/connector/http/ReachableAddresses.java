package io.enterpriseproxy.connector.http;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of hosts, without those that only this machine's surroundings have: link-local ones, and those at which
 * clouds tell their machines secrets. Asked for each new connection, which then goes to the very addresses that were looked
 * at: a name that is given another meaning in between leads nowhere.
 */
final class ReachableAddresses implements DnsResolver {
    /** Beside the link-local ones: AWS (IPv6), Alibaba, Azure, Oracle. */
    private static final List<String> METADATA = List.of("fd000ec2", "646464c8", "a83f8110", "c00000c0");
    /** NAT64 (RFC 6052) and 6to4 (RFC 3056), with an IPv4 address behind. */
    private static final List<String> EMBEDDING = List.of("0064ff9b0000000000000000", "2002");
    private static final int IPV4_DIGITS = 8;

    private final DnsResolver names;

    ReachableAddresses(DnsResolver names) {
        this.names = names;
    }

    /** @throws UnknownHostException too if one of the addresses is not for us */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        Optional<InetAddress> refused = Arrays.stream(addresses).filter(ReachableAddresses::isOfTheMachine).findFirst();
        if (refused.isPresent()) {
            throw new UnknownHostException(host + " has the address " + refused.get().getHostAddress()
                    + ", which is link-local or tells a cloud's secrets; correct base-url, or say allow-link-local: true");
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    static boolean isOfTheMachine(InetAddress address) {
        String digits = HexFormat.of().formatHex(address.getAddress());
        return address.isLinkLocalAddress() || METADATA.stream().anyMatch(digits::startsWith)
                || EMBEDDING.stream().filter(digits::startsWith).anyMatch(prefix -> isOfTheMachine(digits
                        .substring(prefix.length(), prefix.length() + IPV4_DIGITS)));
    }

    private static boolean isOfTheMachine(String ipv4) {
        return ipv4.startsWith("a9fe") || METADATA.contains(ipv4);
    }
}
