/** What is wrong with what services answer: cases gathered by kind, and the findings made of them. */
package io.wirecause.service.finding;
