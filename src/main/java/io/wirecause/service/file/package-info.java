/** Files and calls: SMB, ONC RPC with NFS, DCE RPC, iSCSI, TFTP. */
package io.wirecause.service.file;
