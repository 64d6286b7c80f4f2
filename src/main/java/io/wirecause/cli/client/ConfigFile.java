package io.wirecause.cli.client;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;

/**
 * A user's file of configuration: read once, and written whole, with a copy of what it was. A link is followed only where it
 * leads to a file of the same user's inside the home folder, as people do who keep their configuration elsewhere; files and
 * folders that others could change are refused.
 */
public final class ConfigFile {
    private static final long LARGEST = 64L << 20;
    private static final int MOST_BACKUPS = 1000;

    private final Path named;
    private final Path real;
    private final byte[] content;

    private ConfigFile(Path named, Path real, byte[] content) {
        this.named = named;
        this.real = real;
        this.content = content;
    }

    /**
     * Reads a file, which need not be there.
     *
     * @throws UserFacingException where it cannot be read or must not be trusted
     */
    public static ConfigFile read(Path file, Path home) throws UserFacingException {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Path folder = file.getParent();
                while (!Files.exists(folder)) {
                    folder = folder.getParent();
                }
                trust(folder.toRealPath(), home);
                return new ConfigFile(file, file, null);
            }
            if (!Files.exists(file)) {
                throw new UserFacingException(file + " is a link to a file that is not there; mend or remove the link.");
            }
            Path real = file.toRealPath();
            if (!real.equals(file.getParent().toRealPath().resolve(file.getFileName())) && !real.startsWith(home.toRealPath())) {
                throw new UserFacingException(file + " is a link that leads out of the home folder; it is not followed.");
            }
            if (!Files.isRegularFile(real)) {
                throw new UserFacingException(file + " is no file.");
            }
            if (Files.size(real) > LARGEST) {
                throw new UserFacingException(file + " is too large for a configuration.");
            }
            trust(real, home);
            trust(real.getParent(), home);
            return new ConfigFile(file, real, Files.readAllBytes(real));
        } catch (IOException e) {
            throw failed(file, "cannot be read", e);
        }
    }

    /** Others must not be able to change it, nor may it belong to somebody else, whose file it then would be. */
    private static void trust(Path path, Path home) throws IOException, UserFacingException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (!attributes.owner().equals(Files.getOwner(home.toRealPath()))) {
            throw new UserFacingException(path + " belongs to " + attributes.owner().getName()
                    + ", not to the owner of the home folder " + home + "; it is not touched.");
        }
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new UserFacingException(path + " can be changed by every user of this machine; take that right away first: "
                    + "chmod o-w " + path);
        }
    }

    /** Whether the file is there. */
    public boolean exists() {
        return content != null;
    }

    /** Its text; empty where there is no file. */
    public String text() throws UserFacingException {
        if (content == null) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new UserFacingException(named + " is not in UTF-8; save it in UTF-8 first.", e);
        }
    }

    /**
     * Replaces the file at once by this text; readers see the old file or the new one.
     *
     * @param stamp part of the name of the copy of the old file
     * @return where the old file was copied to; null where there was none
     */
    public Path write(String text, String stamp) throws UserFacingException {
        Path temporary = null;
        try {
            Files.createDirectories(real.getParent());
            temporary = Files.createTempFile(real.getParent(), ".wirecause-", ".tmp");
            if (Files.getFileAttributeView(temporary, PosixFileAttributeView.class) != null) {
                if (!Files.getOwner(temporary).equals(Files.getOwner(real.getParent()))) {
                    throw new UserFacingException(real.getParent() + " belongs to " + Files.getOwner(real.getParent()).getName()
                            + ", not to you; run this as that user.");
                }
                if (content != null) {
                    Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(real));
                }
            }
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            if (hasChanged()) {
                throw new UserFacingException(named + " was changed by another program just now; run this again.");
            }
            Path backup = content == null ? null : backup(stamp);
            Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
            return backup;
        } catch (IOException e) {
            throw failed(named, "cannot be written", e);
        } finally {
            remove(temporary);
        }
    }

    private boolean hasChanged() throws IOException {
        boolean there = Files.exists(real, LinkOption.NOFOLLOW_LINKS);
        return content == null ? there : !there || !Arrays.equals(content, Files.readAllBytes(real));
    }

    /** A copy beside the file, with its rights; an older copy is never overwritten. */
    private Path backup(String stamp) throws IOException {
        for (int i = 1; ; i++) {
            Path backup = real.resolveSibling(real.getFileName() + ".before-wirecause-" + stamp + (i == 1 ? "" : "-" + i));
            try {
                return Files.copy(real, backup, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_BACKUPS) {
                    throw e;
                }
            }
        }
    }

    private static void remove(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // It holds nothing that the user's file does not; the folder shows it.
            }
        }
    }

    private static UserFacingException failed(Path file, String what, IOException e) {
        String why = e instanceof AccessDeniedException ? "access is denied" : String.valueOf(e.getMessage());
        return new UserFacingException(file + " " + what + ": " + why + ".", e);
    }
}
