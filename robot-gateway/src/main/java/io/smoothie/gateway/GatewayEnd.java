package io.smoothie.gateway;

/**
 * Why a gateway ended by itself.
 *
 * @param reason a sentence for the person who runs it
 */
public record GatewayEnd(String reason) {}
