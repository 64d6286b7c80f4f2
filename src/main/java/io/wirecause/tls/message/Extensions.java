package io.wirecause.tls.message;

/** Walks the extensions at the end of a hello (RFC 8446, section 4.2), whole or cut. */
final class Extensions {
    /** Takes the content of one extension as far as it is of interest. */
    interface Reader {
        void read(int type, Fields content);
    }

    private Extensions() {
    }

    /**
     * Reads them all.
     *
     * @param fields the message from its extensions on; there may be none
     * @param types  gets their types, in order
     * @return what is wrong first, as text for people; null where nothing is
     */
    static String read(Fields fields, CodeList.Builder types, Reader reader) {
        String problem = null;
        Fields extensions = fields.atEnd() ? fields : fields.vector16();
        while (!extensions.atEnd()) {
            int type = extensions.u16();
            Fields content = extensions.vector16();
            if (extensions.broken()) {
                problem = first(problem, "it ends in the middle of its extensions");
                if (content.atEnd()) {
                    break;
                }
            }
            types.add(type);
            reader.read(type, content);
            if (content.broken()) {
                problem = first(problem, "its extension " + Registry.EXTENSION.name(type) + " is malformed");
            }
        }
        return fields.broken() ? first(problem, "it ends in the middle of its extensions") : problem;
    }

    private static String first(String problem, String what) {
        return problem == null ? what : problem;
    }
}
