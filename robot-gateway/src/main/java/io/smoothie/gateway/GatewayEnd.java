package io.smoothie.gateway;

/**
 * Why a gateway ended though nobody closed it.
 *
 * @param reason a sentence for whoever runs it
 */
public record GatewayEnd(String reason) {}
