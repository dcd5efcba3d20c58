package io.smoothie.activities.mqtt;

/** The broker cannot be reached or refuses us; the message says where it is and what to do. */
public final class BrokerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
