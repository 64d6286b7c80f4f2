package io.wirecause.service;

import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;

/** All text that a decoder tells, one after the other, the first part of it. */
final class EventLog implements ServiceEvents {
    private static final int MOST = 100_000;

    final StringBuilder text = new StringBuilder();
    long count;

    private void tell(Object what) {
        count++;
        if (text.length() < MOST) {
            text.append(what).append('\n');
        }
    }

    @Override
    public void at(long frame, long nanos) {
        count++;
    }

    @Override
    public void request(long id, String what) {
        tell(what);
    }

    @Override
    public void patientRequest(long id, String what) {
        tell(what);
    }

    @Override
    public void reply(long id, ServiceReply reply) {
        tell(reply);
    }

    @Override
    public void unasked(ServiceReply reply) {
        tell(reply);
    }

    @Override
    public void withdraw(long id) {
        count++;
    }

    @Override
    public void login(String user) {
        tell(user);
    }

    @Override
    public void product(String words) {
        tell(words);
    }

    @Override
    public void encrypted(String how) {
        tell(how);
    }

    @Override
    public void incident(Incident incident) {
        tell(incident.title() + incident.detail());
    }

    @Override
    public void dataPort(int port, boolean ofServer, String command) {
        tell(command + " " + port);
    }

    @Override
    public String dataFault() {
        return null;
    }

    @Override
    public String serverAddress() {
        return "192.0.2.80";
    }

    @Override
    public void malformed() {
        count++;
    }
}
