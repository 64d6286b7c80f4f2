/** What is wrong with requests: cases gathered as exchanges end, and the findings made of them. */
package io.wirecause.http.finding;
