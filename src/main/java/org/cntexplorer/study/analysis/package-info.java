/** What the store of a study says of its networks: groups, distributions, what separates them, how they learn. No network is opened here. */
package org.cntexplorer.study.analysis;
